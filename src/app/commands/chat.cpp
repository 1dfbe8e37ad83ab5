#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <unistd.h>

#include "app/command_help.hpp"
#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/output.hpp"
#include "app/reader_language.hpp"
#include "app/simulation/stage.hpp"
#include "app/simulation/words_of_line.hpp"
#include "program/coordinator_texts.hpp"

namespace tutorline::app {
namespace {

using Step = simulator::Transcript::Step;

constexpr std::string_view family_phone = "0981 100 001";
constexpr std::string_view tutor_phone = "0981 700 001";
constexpr std::string_view first_moment = "2026-03-02 08:00";
constexpr int skip_days_max = 120;

struct ChatOptions {
    std::string as = "student", save, child = "Luis", tutor = "Rosa", languages = "es", calls = "nobody";
    std::vector<int> skips;
};

/// "3h" -> seconds; "2d", "30m" likewise.
std::optional<base::Seconds> span_of(std::string_view text) {
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count <= 0 || end + 1 != text.data() + text.size()) return std::nullopt;
    const std::int64_t unit = *end == 'm' ? 60 : *end == 'h' ? 3600 : *end == 'd' ? 86400 : 0;
    if (unit == 0 || count * unit > std::int64_t{skip_days_max} * 86400) return std::nullopt;
    return base::Seconds{count * unit};
}

/// Line by line: what people write and are called must not steer the terminal.
std::string lines_shown(std::string_view text) {
    std::string out;
    for (std::size_t from = 0;;) {
        const std::size_t end = text.find('\n', from);
        out += printable(text.substr(from, end - from));
        if (end == std::string_view::npos) return out;
        out += '\n';
        from = end + 1;
    }
}

class Chat {
  public:
    explicit Chat(const ChatOptions& options) : options_(options), stage_(scene(options)), as_tutor_(options.as == "tutor") {}

    void run(std::istream& in) {
        const bool person = ::isatty(STDIN_FILENO) == 1;
        std::cout << words_.say("says.chat_help") << '\n';
        stage_.advance(*simulator::parse_wall(first_moment, stage_.zone()));
        for (const int days : options_.skips) stage_.advance(stage_.now() + std::chrono::days{days});
        show();
        for (std::string line; prompt(person), std::getline(in, line);) {
            if (line == "/quit") break;
            if (line.starts_with('/')) command(line);
            else write(as_tutor_ ? options_.tutor : "", line);
            show();
        }
        if (person) std::cout << '\n';
    }
    std::string transcript() const { return simulator::write_transcript(stage_.played()); }

  private:
    static simulator::Transcript scene(const ChatOptions& options) {
        const auto tags = split(options.languages, ',');
        const bool spanish = std::find(tags.begin(), tags.end(), "es") != tags.end();
        const std::string texts = spanish ? "" : " | texts " + tags.front();
        simulator::Transcript script;
        script.header = {"# A talk in `tutorline chat`. Say here what it shows.",
                         "family: " + options.child + " | phone " + std::string{family_phone} + " | languages " + options.languages + texts,
                         "tutor: " + options.tutor + " | phone " + std::string{tutor_phone}, "calls: " + options.calls, ""};
        script.steps.push_back({Step::Kind::time, {}, std::string{first_moment}, 0});
        return script;
    }
    void prompt(bool person) const {
        if (person) std::cout << simulator::wall_text(stage_.now(), stage_.zone()) << " " << printable(as_tutor_ ? options_.tutor : options_.child) << " < " << std::flush;
    }
    void write(const std::string& party, const std::string& text) {
        if (text.empty()) return;
        stage_.advance(stage_.now() + std::chrono::minutes{1});
        stage_.receive({Step::Kind::from, party, text, 0});
    }
    void command(const std::string& line) {
        const auto blank = line.find(' ');
        const std::string word = line.substr(0, blank), rest = blank == std::string::npos ? "" : line.substr(blank + 1);
        if (word == "/skip") {
            const auto span = span_of(rest);
            if (span) stage_.advance(stage_.now() + *span);
            else std::cout << words_.say("says.chat_span") << '\n';
        } else if (word == "/time") {
            std::cout << simulator::wall_text(stage_.now(), stage_.zone()) << '\n';
        } else if (word == "/tasks") {
            show_tasks();
        } else if (word == "/tutor") {
            write(options_.tutor, rest);
        } else if (word == "/family") {
            write("", rest);
        } else {
            std::cout << words_.say("says.chat_help");
        }
    }
    /// Each kind in the words of `tutorline tasks`.
    void show_tasks() {
        const std::string tasks = stage_.answer("tasks");
        if (tasks == "-") {
            std::cout << words_.say("says.chat_no_tasks") << '\n';
            return;
        }
        const auto texts = program::CoordinatorTexts::load(config_dir());
        for (std::string kind : split(tasks, ',')) {
            kind.erase(0, kind.find_first_not_of(' '));
            std::cout << "- " << lines_shown(texts ? texts->text(reader_language(), "tasks.kind_" + kind) : kind) << '\n';
        }
    }
    /// "Rosa calls Luis: child 20", the words of the file, in the reader's.
    std::string dialled(const std::string& text) const {
        const std::string mode = text.substr(text.rfind(": ") + 2);
        const bool child = mode.starts_with("child ");
        const char* id = child ? "says.chat_call_child" : mode == "nobody" ? "says.chat_call_nobody" : "says.chat_call_lost";
        return lines_shown(words_.say(id, {{"tutor", options_.tutor}, {"child", options_.child}, {"minutes", child ? mode.substr(6) : ""}}));
    }
    /// What happened since the last time: texts to the phone in our hand as they come, others with a name.
    void show() {
        const auto& steps = stage_.played().steps;
        for (; shown_ < steps.size(); ++shown_) {
            const Step& step = steps[shown_];
            const std::string mine = as_tutor_ ? options_.tutor : "";
            if (step.kind == Step::Kind::time) std::cout << "@ " << lines_shown(step.text) << '\n';
            if (step.kind == Step::Kind::call) std::cout << "~ " << dialled(step.text) << '\n';
            if (step.kind == Step::Kind::to) std::cout << (step.party == mine ? "" : printable(step.party.empty() ? options_.child : step.party) + " ") << "> " << lines_shown(step.text) << '\n';
        }
    }

    CommandHelp words_{reader_language()};
    ChatOptions options_;
    Stage stage_;
    bool as_tutor_;
    std::size_t shown_ = 0;
};

int run_chat(const ChatOptions& options) {
    if (const std::string why = refuse_outputs({{"--save", options.save}}, {}); !why.empty()) {
        std::cerr << "tutorline chat: " << why << '\n';
        return exit_usage;
    }
    Chat chat{options};
    chat.run(std::cin);
    if (options.save.empty()) return exit_fine;
    if (write_file(options.save, chat.transcript())) return exit_fine;
    std::cerr << "tutorline chat: " << CommandHelp{reader_language()}.say("errors.unwritable", {{"file", options.save}}) << '\n';
    return exit_errors;
}

}  // namespace

void add_chat_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<ChatOptions>();
    auto* command = app.add_subcommand("chat", "Be a child's family or a tutor in the terminal; nothing is sent to anybody");
    command->add_option("--as", options->as, "student or tutor")->check(CLI::IsMember({"student", "tutor"}))->capture_default_str();
    command->add_option("--skip", options->skips, "Let so many days pass before the talk begins (may be given again)")->check(whole_number(1, skip_days_max));
    command->add_option("--child", options->child, "First name of the child")->capture_default_str();
    command->add_option("--tutor", options->tutor, "Name of the tutor")->capture_default_str();
    command->add_option("--languages", options->languages, "Languages of the home, like 'gn, es'; texts go out in Spanish where it is one of them")->check(language_list())->capture_default_str();
    command->add_option("--calls", options->calls, "What happens when the service dials: nobody, or 'child 20' (minutes)")->check(call_list())->capture_default_str();
    command->add_option("--save", options->save, "Write the talk to this file, as a test for tests/transcripts");
    command->callback([options, &exit_code] { exit_code = run_chat(*options); });
}

}  // namespace tutorline::app
