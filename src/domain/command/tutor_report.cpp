#include "domain/command/tutor_report.hpp"

#include <algorithm>

#include "domain/command/number_scan.hpp"
#include "domain/command/report_words.hpp"

namespace tutorline::domain {
namespace {

constexpr std::size_t logs_max = 40;
constexpr std::int64_t session_max = 9999;

/// What a report phrase says; the labels of `reports:` in phrases.yaml.
struct Said {
    std::string_view field;
    std::size_t first;  ///< token span [first, last)
    std::size_t last;
};

class Report {
  public:
    explicit Report(const ReadContext& context) : context_(context), text_(context.text) {
        ScanOptions options;
        options.comma_is_list = true;
        options.separators = Separators::dot_thousands;
        for (const FoundNumber& number : scan_numbers(text_, options))
            if (!number.phone && number.value.form == Answer::Form::integer && (!number.in_words || !number.weak)) numbers_.push_back(number);
        denied_ = take_denied_figures(text_, numbers_);
        collect_phrases();
    }

    std::vector<SessionLog> run() {
        std::size_t said = 0;
        std::size_t number = 0;
        for (std::size_t at = 0; at < text_.size() && logs_.size() < logs_max;) {
            while (said < said_.size() && said_[said].first < at) ++said;
            while (number < numbers_.size() && numbers_[number].first < at) ++number;
            if (said < said_.size() && said_[said].first == at) {
                apply(said_[said]);
                at = past(said_[said]);
            } else if (context_.names[at]) {
                refer_to_student(*context_.names[at], at);
                ++at;
            } else if (number < numbers_.size() && numbers_[number].first == at) {
                at = take_number(numbers_[number]);
            } else {
                note_sign(at);
                ++at;
            }
        }
        finish();
        return std::move(logs_);
    }

    /// The token where the fields in front end and the tutor's own words begin.
    std::size_t fields_end() const {
        std::size_t at = 0;
        while (at < text_.size()) {
            const auto said = std::find_if(said_.begin(), said_.end(), [&](const Said& s) { return s.first <= at && at < s.last; });
            const bool number = std::any_of(numbers_.begin(), numbers_.end(), [&](const FoundNumber& n) { return n.first <= at && at < n.last; });
            const bool field = text_.is(at, WordRole::report_minutes) || text_.is(at, WordRole::report_level) || text_.is(at, WordRole::label);
            if (said == said_.end() && !number && !field && !context_.names[at] && (text_.word(at) || text_.digits(at))) break;
            ++at;
        }
        return at;
    }

  private:
    /// 'solo 6 min': the figure inside what is said is read on its own.
    std::size_t past(const Said& said) const {
        for (const FoundNumber& number : numbers_)
            if (number.first > said.first && number.last <= said.last && text_.is(number.last, WordRole::report_minutes)) return number.first;
        return said.last;
    }

    void collect_phrases() {
        std::vector<PhraseHit> hits;
        context_.packs.report_phrases().find(context_.words, hits);
        std::erase_if(hits, [&](const PhraseHit& hit) { return !context_.packs.among(context_.languages, context_.packs.report(hit.phrase).pack); });
        std::stable_sort(hits.begin(), hits.end(), [&](const PhraseHit& a, const PhraseHit& b) {
            const auto wa = context_.packs.report_phrases().weight(a.phrase);
            const auto wb = context_.packs.report_phrases().weight(b.phrase);
            return wa != wb ? wa > wb : a.first < b.first;
        });
        std::vector<bool> taken(text_.size(), false);
        for (const PhraseHit& hit : hits) {
            const std::size_t first = context_.words.words[hit.first].token;
            const std::size_t last = context_.words.words[hit.last - 1].token + 1u;
            const bool level_mark = last == first + 1 && text_.is(first, WordRole::report_level) && text_.digits(last);
            if (denied_[first] || level_mark) continue;  // the n of 'n3' is no 'no'
            if (last == first + 1 && text_.is(first, WordRole::denial) && tells_more(last)) continue;  // 'y no volvio' is no 'no'
            if (std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(first), taken.begin() + static_cast<std::ptrdiff_t>(last), [](bool t) { return t; })) continue;
            std::fill(taken.begin() + static_cast<std::ptrdiff_t>(first), taken.begin() + static_cast<std::ptrdiff_t>(last), true);
            said_.push_back({context_.packs.report(hit.phrase).field, first, last});
        }
        std::sort(said_.begin(), said_.end(), [](const Said& a, const Said& b) { return a.first < b.first; });
    }

    /// Whether an own word goes on at `at`: neither a sign, a number, a name nor courtesy.
    bool tells_more(std::size_t at) const {
        return text_.word(at) && text_.roles[at] == 0 && text_.tokens[at].text.size() > 2 && !context_.names[at];
    }

    // --- which session ------------------------------------------------------------------------------------------

    bool has_fields(const SessionLog& log) const { return log.outcome || log.minutes || log.level || log.checkpoint; }

    void open(SessionLog log) {
        log.corrects = correcting_;
        logs_.push_back(std::move(log));
        correcting_ = false;
    }

    void refer_to_student(std::size_t roster_index, std::size_t at) {
        const std::string& student = context_.request.roster[roster_index].student;
        if (!logs_.empty() && logs_.back().student == student) return;
        if (!logs_.empty() && logs_.back().session && !has_fields(logs_.back()) && session_of(roster_index) == logs_.back().session) return;
        if (!logs_.empty() && logs_.back().session && at > 0 && !boundary_before(at)) return;  // '12 Luis ok': the name goes with the number
        SessionLog log;
        log.student = student;
        open(std::move(log));
    }

    std::optional<int> session_of(std::size_t roster_index) const { return context_.request.roster[roster_index].session; }

    bool boundary_before(std::size_t at) const {
        if (at == 0 || text_.tokens[at - 1].kind == Token::Kind::line_break) return true;
        for (const char sign : {',', ';', '.', '/', '|', '-', '#', ':'})
            if (text_.symbol(at - 1, sign)) return true;
        return text_.is(at - 1, WordRole::and_word) || text_.is(at - 1, WordRole::label) || text_.is(at - 1, WordRole::article);
    }

    bool known_session(std::int64_t value) const {
        return std::any_of(context_.request.roster.begin(), context_.request.roster.end(),
                           [&](const RosterEntry& entry) { return entry.session && *entry.session == value; });
    }

    bool sessions_known() const {
        return std::any_of(context_.request.roster.begin(), context_.request.roster.end(), [](const RosterEntry& e) { return e.session.has_value(); });
    }

    /// Whether something that ends in an outcome follows: then a number that could be minutes opens a session instead.
    bool outcome_follows(std::size_t at) const {
        while (at < text_.size() && (text_.symbol(at, ':') || text_.symbol(at, ')') || text_.symbol(at, '-') || text_.symbol(at, '.') || context_.names[at])) ++at;
        const auto said = std::find_if(said_.begin(), said_.end(), [&](const Said& s) { return s.first == at; });
        return said != said_.end() && said->field != "good" && said->field != "bad" && said->field != "correction";
    }

    bool opens_session(const FoundNumber& number) const {
        const std::int64_t value = number.value.numerator;
        if (value < 1 || value > session_max) return false;
        if (logs_.empty()) return true;
        const SessionLog& log = logs_.back();
        if (correcting_) return sessions_known() ? known_session(value) && outcome_follows(number.last) : outcome_follows(number.last);
        if (text_.symbol(number.first - 1, '#') || text_.is(number.first - 1, WordRole::label)) return true;
        const bool line_start = text_.tokens[number.first - 1].kind == Token::Kind::line_break || text_.symbol(number.first - 1, ';') || text_.symbol(number.first - 1, '|');
        if (line_start) return true;
        if (log.minutes || (log.outcome && *log.outcome != ReportedOutcome::completed && *log.outcome != ReportedOutcome::short_call && *log.outcome != ReportedOutcome::dropped))
            return boundary_before(number.first) || outcome_follows(number.last) || known_session(value);
        if (!has_fields(log)) return log.session && boundary_before(number.first) && (outcome_follows(number.last) || listed_next(number));
        return boundary_before(number.first) && outcome_follows(number.last);
    }

    /// '12, 15 y 19 no contestan': a number of a list of sessions.
    bool listed_next(const FoundNumber& number) const {
        return std::any_of(numbers_.begin(), numbers_.end(), [&](const FoundNumber& other) {
            return other.first > number.last && other.first <= number.last + 1 && boundary_before(other.first);
        });
    }

    // --- what about it ------------------------------------------------------------------------------------------

    SessionLog& current() {
        if (logs_.empty()) open(SessionLog{});
        return logs_.back();
    }

    /// 'Luis 12 ok': the number behind the name and before an outcome is his session.
    bool names_session_of_student(const FoundNumber& number) const {
        if (logs_.empty() || logs_.back().student.empty() || logs_.back().session || has_fields(logs_.back()) || number.in_words) return false;
        return number.first > 0 && context_.names[number.first - 1] && outcome_follows(number.last) && number.value.numerator >= 1;
    }

    bool hour_word(std::size_t at) const {
        return text_.word(at) && (text_.tokens[at].key.starts_with("ora") || text_.tokens[at].text.starts_with("hour"));
    }

    /// '1 hora' is how long, 'a las 3 horas' is when.
    bool value_in_hours(const FoundNumber& number) const {
        constexpr std::int64_t hours_max = 3;
        const bool led = number.first > 0 && text_.is(number.first - 1, WordRole::time_before);
        return !led && number.value.numerator >= 1 && number.value.numerator <= hours_max;
    }

    std::size_t take_number(const FoundNumber& number) {
        if (hour_word(number.last) && value_in_hours(number) && !logs_.empty()) return set_minutes(60 * static_cast<int>(number.value.numerator)), number.last + 1;
        const bool letter_level = number.confirm && text_.is(number.first, WordRole::report_level) && text_.digits(number.first + 1) && !logs_.empty();
        if (letter_level) return set_level(text_.tokens[number.first + 1].text[0] - '0'), number.last;  // 'l3' is a level, not 13
        const int value = static_cast<int>(std::clamp<std::int64_t>(number.value.numerator, -1, 1'000'000));
        if (clock_time(text_, number) || times_called(text_, number) || counts_children(text_, number)) return number.last;
        const bool level = number.first > 0 && text_.is(number.first - 1, WordRole::report_level) &&
                           !(logs_.empty() && number.first == 1);
        if (level && !logs_.empty()) return set_level(value), number.last;
        if (text_.is(number.last, WordRole::report_minutes)) {
            if (logs_.empty()) early_minutes_ = value;  // 'hicimos 20 minutos con Luis': never session 20
            else set_minutes(value);
            return number.last + 1;
        }
        if (names_session_of_student(number)) return logs_.back().session = value, number.last;
        if (opens_session(number)) {
            SessionLog log;
            log.session = value;
            open(std::move(log));
            return number.last;
        }
        set_minutes(value);
        if (below_zero(text_, number)) doubt(current(), "doubt_contradicts");
        return number.last;
    }

    void set_level(int value) {
        SessionLog& log = current();
        if (log.level && *log.level != value && !correcting_) doubt(log, "doubt_contradicts");
        log.level = value;
    }

    void set_minutes(int value) {
        SessionLog& log = current();
        if (log.minutes && !correcting_ && *log.minutes != value) doubt(log, "doubt_minutes_twice");
        log.minutes = value;
        correcting_ = false;
    }

    static void doubt(SessionLog& log, const char* why) {
        log.doubtful = true;
        log.ask_because = why;
    }

    static std::optional<ReportedOutcome> outcome_of(std::string_view field) {
        for (int i = 0; i <= static_cast<int>(ReportedOutcome::dropped); ++i)
            if (to_word(static_cast<ReportedOutcome>(i)) == field) return static_cast<ReportedOutcome>(i);
        return std::nullopt;
    }

    void apply(const Said& said) {
        if (said.field == "correction") {
            correcting_ = true;
            return;
        }
        if (logs_.empty() && said.field != "completed" && !outcome_of(said.field)) return;
        if (logs_.empty()) {  // 'no contesta la 12': the outcome waits for its session
            early_ = said;
            return;
        }
        SessionLog& log = logs_.back();
        const auto outcome = outcome_of(said.field);
        if (said.field == "good" || said.field == "bad") {
            const bool good = said.field == "good";
            if (!log.outcome && praises_level(text_, said.first, said.last)) return;
            if (log.outcome || log.level) set_checkpoint(log, good);
            else if (good) log.outcome = ReportedOutcome::completed;
            else doubt_earlier(log);  // '5 OK 25 N3 5 NO'
        } else if (outcome == ReportedOutcome::completed && log.outcome && !correcting_) {
            log.checkpoint = log.outcome == ReportedOutcome::completed ? std::optional(true) : log.checkpoint;
        } else if (outcome) {
            // The first thing said of a session is its outcome; what follows explains it ('no contesta, apagado').
            const bool leaves = *outcome == ReportedOutcome::withdrawn || *outcome == ReportedOutcome::wrong_number;  // what the adult said
            const bool sharper = (log.outcome && *log.outcome == ReportedOutcome::no_contact && *outcome != ReportedOutcome::completed) ||
                                 (leaves && log.outcome == ReportedOutcome::adult_contact);
            const bool nobody = *outcome == ReportedOutcome::no_contact || *outcome == ReportedOutcome::wrong_number;
            if (!correcting_ && nobody && log.minutes && log.outcome == ReportedOutcome::completed) doubt(log, "doubt_contradicts");
            if (!log.outcome || correcting_ || sharper || (log.outcome == ReportedOutcome::completed && (*outcome == ReportedOutcome::dropped || *outcome == ReportedOutcome::short_call))) log.outcome = *outcome;
        } else if (said.field == "checkpoint_yes" || said.field == "checkpoint_no") {
            set_checkpoint(log, said.field == "checkpoint_yes");
        }
    }

    void doubt_earlier(const SessionLog& log) {
        for (SessionLog& other : logs_)
            if (&other != &log && log.session && other.session == log.session) doubt(other, "doubt_contradicts");
    }

    /// 'S N': which of the two?
    void set_checkpoint(SessionLog& log, bool right) const {
        if (log.checkpoint && *log.checkpoint != right && !correcting_) doubt(log, "doubt_contradicts");
        log.checkpoint = right;
    }

    void note_sign(std::size_t at) {
        if (text_.tokens[at].kind == Token::Kind::line_break) correcting_ = false;
        if (text_.is(at, WordRole::half) && hour_word(at + 1) && !logs_.empty()) set_minutes(30);
    }

    // --- the whole ----------------------------------------------------------------------------------------------

    void finish() {
        if (early_ && !logs_.empty() && !logs_.back().outcome) {
            const auto outcome = outcome_of(early_->field);
            for (SessionLog& log : logs_)
                if (!log.outcome) log.outcome = outcome;
        }
        // 'hable con la abuela de Ana, la nena estaba en la escuela': whom he spoke with was said first, the rest says why.
        if (early_ && logs_.size() == 1 && logs_[0].outcome == ReportedOutcome::excused && early_->field == "adult_contact") logs_[0].outcome = ReportedOutcome::adult_contact;
        if (early_minutes_ && logs_.size() == 1 && !logs_[0].minutes) logs_[0].minutes = early_minutes_;
        if (logs_.empty()) return take_unnamed();
        share_with_listed();
        std::erase_if(logs_, [&](const SessionLog& log) { return !has_fields(log) || (!log.session && log.student.empty()); });
        merge_repeated();
        for (SessionLog& log : logs_) log.corrects = false, complete_and_check(log);
        if (logs_.empty()) take_asked_minutes();
    }

    /// 'no contesta nadie', 'listo, 20 minutos': a short report that leaves open of which session it is.
    void take_unnamed() {
        constexpr std::size_t other_words_max = 3;
        std::size_t words = 0;
        for (std::size_t at = 0; at < text_.size(); ++at) {
            const bool said = std::any_of(said_.begin(), said_.end(), [&](const Said& s) { return s.first <= at && at < s.last; });
            words += text_.word(at) && !said ? 1 : 0;
        }
        SessionLog log;
        if (early_) log.outcome = outcome_of(early_->field);
        const bool missed = log.outcome == ReportedOutcome::no_contact || log.outcome == ReportedOutcome::adult_contact || log.outcome == ReportedOutcome::dropped;
        const bool plain = missed && words <= other_words_max;
        if (!plain && !(early_minutes_ && (!log.outcome || missed || log.outcome == ReportedOutcome::completed))) return;
        log.minutes = early_minutes_;
        log.corrects = std::any_of(said_.begin(), said_.end(), [](const Said& s) { return s.field == "correction"; });
        complete_and_check(log);
        logs_.push_back(std::move(log));
    }

    /// '25' alone, while we wait for an answer about one session: its minutes.
    void take_asked_minutes() {
        constexpr std::size_t words_beside_max = 3;
        if (!context_.request.yes_no_pending || numbers_.size() != 1 || numbers_[0].value.numerator < 1) return;
        std::size_t words = 0;
        for (std::size_t at = 0; at < text_.size(); ++at) words += text_.word(at) && (at < numbers_[0].first || at >= numbers_[0].last) ? 1 : 0;
        if (words > words_beside_max) return;
        SessionLog log;
        log.minutes = static_cast<int>(std::min<std::int64_t>(numbers_[0].value.numerator, 1'000'000));
        complete_and_check(log);
        logs_.push_back(log);
    }

    /// '12, 15 y 19 no contestan': what is said once holds for each session of the list before it.
    void share_with_listed() {
        for (std::size_t i = logs_.size(); i-- > 1;) {
            if (has_fields(logs_[i - 1]) || !has_fields(logs_[i])) continue;
            SessionLog copy = logs_[i];
            copy.session = logs_[i - 1].session;
            copy.student = logs_[i - 1].student;
            logs_[i - 1] = copy;
        }
    }

    void merge_repeated() {
        for (std::size_t i = 0; i < logs_.size(); ++i)
            for (std::size_t j = i + 1; j < logs_.size();) {
                if (logs_[j].session != logs_[i].session || logs_[j].student != logs_[i].student) {
                    ++j;
                    continue;
                }
                const SessionLog& later = logs_[j];
                if (!later.corrects && contradicts(logs_[i], later)) doubt(logs_[i], "doubt_contradicts");
                if (later.outcome) logs_[i].outcome = later.outcome;
                if (later.minutes) logs_[i].minutes = later.minutes;
                if (later.level) logs_[i].level = later.level;
                if (later.checkpoint) logs_[i].checkpoint = later.checkpoint;
                logs_.erase(logs_.begin() + static_cast<std::ptrdiff_t>(j));
            }
    }

    void complete_and_check(SessionLog& log) const {
        if (!log.outcome && (log.minutes || log.level || log.checkpoint)) log.outcome = ReportedOutcome::completed;
        const bool with_child = *log.outcome == ReportedOutcome::completed || *log.outcome == ReportedOutcome::short_call;
        if (log.minutes && (*log.minutes > minutes_max || *log.minutes < 0)) doubt(log, "doubt_minutes_many");
        if (log.minutes && *log.minutes == 0 && with_child) doubt(log, "doubt_minutes_none");
        if (log.level && (*log.level < 1 || *log.level > level_max)) doubt(log, "doubt_level");
        if (log.session && sessions_known() && !known_session(*log.session)) doubt(log, "doubt_session");
    }

    const ReadContext& context_;
    const MarkedText& text_;
    std::vector<FoundNumber> numbers_;
    std::vector<bool> denied_;  ///< tokens of figures that are not meant, and their 'no'
    std::vector<Said> said_;
    std::vector<SessionLog> logs_;
    std::optional<Said> early_;
    std::optional<int> early_minutes_;
    bool correcting_ = false;
};

}  // namespace

std::vector<SessionLog> read_report(const ReadContext& context) { return Report(context).run(); }

std::size_t report_fields_end(const ReadContext& context) { return Report(context).fields_end(); }

}  // namespace tutorline::domain
