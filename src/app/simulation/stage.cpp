#include "app/simulation/stage.hpp"

#include <algorithm>
#include <stdexcept>

#include "app/simulation/words_of_line.hpp"

namespace tutorline::app {

namespace {

constexpr std::chrono::seconds minute{60};

}  // namespace

using Kind = simulator::Transcript::Step::Kind;

simulator::Transcript Stage::play() {
    for (const Step& step : script_.steps) {
        switch (step.kind) {
            case Kind::comment: played_.steps.push_back(step); break;
            case Kind::time: {
                const auto to = simulator::parse_wall(step.text, zone_);
                if (!to || *to < now_) throw std::runtime_error("line " + std::to_string(step.line) + ": time goes on, not back");
                advance(*to);
                break;
            }
            case Kind::from: receive(step); break;
            case Kind::question: {
                const std::string question = step.text.substr(0, step.text.find(':'));
                played_.steps.push_back({Kind::question, {}, question + ": " + answer(question), 0});
                break;
            }
            case Kind::to:
            case Kind::call: break;  // what the service does is written down as it happens
        }
    }
    return played_;
}

void Stage::note_time() {
    if (!on_stage_ || noted_ == std::chrono::floor<std::chrono::minutes>(now_)) return;
    noted_ = std::chrono::floor<std::chrono::minutes>(now_);
    played_.steps.push_back({Kind::time, {}, simulator::wall_text(now_, zone_), 0});
}

void Stage::advance(base::Instant to) {
    for (auto due = engine_->next_due(); due && *due < to; due = engine_->next_due()) {
        now_ = std::max(now_ + base::Seconds{1}, *due);
        if (now_ >= to) break;
        work();
    }
    now_ = to;
    on_stage_ = true;
    note_time();
    work();
}

void Stage::work() {
    while (engine_->tick(now_)) {
    }
    for (int round = 0; round < 8; ++round) {
        const auto effects = engine_->lease(now_);
        if (effects.empty()) return;
        for (const domain::Effect& effect : effects) perform(effect);
        while (engine_->tick(now_)) {
        }
    }
}

void Stage::perform(const domain::Effect& effect) {
    const std::pair<domain::Effect, domain::EffectResult> done{effect, {.fate = domain::EffectResult::Fate::accepted, .provider_id = "id"}};
    if (const auto* text = std::get_if<domain::SendText>(&effect); text != nullptr && on_stage_) {
        note_time();
        played_.steps.push_back({Kind::to, parties_[text->to.e164()], text->text, 0});
    }
    engine_->finish({&done, 1}, now_);
    if (const auto* place = std::get_if<domain::PlaceCall>(&effect)) call(*place);
}

void Stage::call(const domain::PlaceCall& place) {
    const auto modes = split(script_.first("calls"), ',');
    const std::string& planned = modes.at(std::min(calls_out_++, modes.size() - 1));
    const std::string mode = planned.empty() ? "nobody" : planned;
    const auto attempt = store_->attempt(place.id);
    const auto session = store_->session(attempt->session);
    const std::string child = store_->student(session->student)->student.first_name;
    note_time();
    if (on_stage_) played_.steps.push_back({Kind::call, {}, parties_[place.tutor.e164()] + " calls " + child + ": " + mode, 0});
    const auto progress = [&](domain::Leg leg, domain::CallStage stage, domain::CallEnd end, base::Seconds talked, base::Seconds after) {
        domain::CallProgress news;
        news.attempt = place.id;
        news.leg = leg;
        news.stage = stage;
        news.end = end;
        news.raw_code = "200";
        news.talked = talked;
        const domain::Event event{news};
        engine_->handle({&event, 1}, now_ + after);
    };
    using domain::CallEnd;
    using domain::CallStage;
    using domain::Leg;
    if (mode == "lost") return;  // the callbacks never reach us
    progress(Leg::tutor, CallStage::answered, CallEnd::none, {}, base::Seconds{5});
    if (mode == "nobody") {
        progress(Leg::family, CallStage::ended, CallEnd::no_answer, {}, base::Seconds{50});
        progress(Leg::tutor, CallStage::ended, CallEnd::completed, base::Seconds{50}, base::Seconds{55});
    } else {
        const base::Seconds talked = minute * std::stoi(mode.substr(mode.find(' ') + 1));
        progress(Leg::family, CallStage::answered, CallEnd::none, {}, base::Seconds{15});
        progress(Leg::family, CallStage::ended, CallEnd::completed, talked, base::Seconds{15} + talked);
        progress(Leg::tutor, CallStage::ended, CallEnd::completed, talked, base::Seconds{20} + talked);
    }
}

std::string Stage::number_of(const std::string& party) const {
    const auto known = numbers_.find(party.empty() ? first_party_ : party);
    return known == numbers_.end() ? party : known->second;  // a short code or a name
}

void Stage::receive(const Step& step) {
    played_.steps.push_back(step);
    domain::InboundText text;
    text.channel = "test";
    text.provider_id = "SM" + std::to_string(++texts_in_);
    text.from = number_of(step.party);
    text.to = "+595981000000";
    text.text = step.text;
    const domain::Event event{text};
    const auto handled = engine_->handle({&event, 1}, now_);
    if (handled.front().kind == engine::Handled::Kind::refused) throw std::runtime_error("line " + std::to_string(step.line) + ": the engine refused the text");
    work();
}

std::string Stage::query(const std::string& sql) {
    std::string text;
    reader_->query(sql, {}, [&](const ports::Row& row) {
        if (!text.empty()) text += ", ";
        for (int column = 0; column < row.columns(); ++column) {
            if (column > 0 && !row.text(column).empty()) text += " ";
            text += row.text(column);
        }
    });
    return text.empty() ? "-" : text;
}

std::string Stage::answer(const std::string& question) {
    const auto parts = split(question, ' ');
    const std::string student = parts.size() > 1 ? std::to_string(students_[parts[1]]) : "0";
    if (parts[0] == "tasks") return query("SELECT kind FROM task WHERE closed_at IS NULL ORDER BY id");
    if (parts[0] == "item") return query("SELECT item, state, verdict FROM item_sent WHERE student = " + student + " ORDER BY id");
    if (parts[0] == "level") return query("SELECT mastered || ' -> ' || teach FROM student WHERE id = " + student);
    if (parts[0] == "session") {
        return query("SELECT phase, coalesce(outcome, ''), CASE WHEN child_seconds > 0 THEN (child_seconds / 60) || ' min' ELSE '' END, reason "
                     "FROM session WHERE student = " + student + " AND kind = 'lesson' AND number = " + parts.at(2));
    }
    if (parts[0] == "phone") {
        const std::string number = parts.size() > 1 ? number_of(parts[1]) : number_of("");
        return query("SELECT status, CASE WHEN texts_stopped_at IS NULL THEN 'texts open' ELSE 'texts stopped' END, "
                     "CASE WHEN calls_stopped_at IS NULL THEN 'calls open' ELSE 'calls stopped' END FROM phone WHERE e164 = '" + number + "'");
    }
    throw std::runtime_error("not a question: " + question);
}

}  // namespace tutorline::app
