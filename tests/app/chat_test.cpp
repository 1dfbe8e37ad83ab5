// `tutorline chat` with a talk on its input: what it shows, and that what it saves is a test that passes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <vector>

#include "app/command_line.hpp"
#include "app/simulation/stage.hpp"

namespace tutorline::app::chat_test {
namespace {

/// Lends std::cin and std::cout to a talk.
class Talk {
  public:
    explicit Talk(const std::string& lines) : in_(lines), cin_(std::cin.rdbuf(in_.rdbuf())), cout_(std::cout.rdbuf(out_.rdbuf())) {}
    ~Talk() {
        std::cin.rdbuf(cin_);
        std::cout.rdbuf(cout_);
        std::cin.clear();
    }
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    int run(std::vector<std::string> words) {
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        return run_command_line(static_cast<int>(words.size()), argv.data());
    }
    std::string shown() const { return out_.str(); }

  private:
    std::istringstream in_;
    std::ostringstream out_;
    std::streambuf* cin_;
    std::streambuf* cout_;
};

std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The file plays to itself, through an engine of its own.
void expect_a_passing_test(const std::string& saved) {
    const auto script = simulator::parse_transcript(saved);
    ASSERT_TRUE(script) << script.error().message;
    Stage stage(*script);
    EXPECT_EQ(simulator::write_transcript(stage.play()), saved);
}

std::filesystem::path a_file() { return std::filesystem::temp_directory_path() / ("tutorline-chat-" + std::to_string(::getpid()) + ".txt"); }

TEST(Chat, AFamilysTalkIsSavedAsATestThatPasses) {
    const auto path = a_file();
    Talk talk("/skip 10h\n68\n/skip 2d\nBAJA\n/skip 5d\n/tasks\n/quit\nnever read\n");
    EXPECT_EQ(talk.run({"tutorline", "chat", "--save", path.string()}), 0);
    const std::string saved = content(path);
    std::filesystem::remove(path);
    EXPECT_NE(saved.find("\n< 68\n> ¡"), std::string::npos) << saved;  // praised: the first problem is 63 + 5
    EXPECT_NE(saved.find("\n< BAJA\n> Listo"), std::string::npos) << saved;
    EXPECT_EQ(saved.find("\n> ", saved.find("> Listo") + 1), std::string::npos) << "a text after the stop:\n" << saved;
    EXPECT_EQ(saved.find("never read"), std::string::npos);
    EXPECT_EQ(talk.shown().find("opt_out_calls"), std::string::npos) << talk.shown();
    expect_a_passing_test(saved);
}

TEST(Chat, ATutorSkipsDaysReportsAndHearsWhatWasNoted) {
    const auto path = a_file();
    Talk talk("HORARIO\n/skip 4d\n1 OK 20 N2 S\n/family hola\n/quit\n");
    EXPECT_EQ(talk.run({"tutorline", "chat", "--as", "tutor", "--calls", "child 20", "--save", path.string()}), 0);
    const std::string saved = content(path);
    std::filesystem::remove(path);
    EXPECT_NE(saved.find("Rosa < 1 OK 20 N2 S\nRosa > Anotado"), std::string::npos) << saved;
    EXPECT_NE(talk.shown().find("\n> Anotado"), std::string::npos) << talk.shown();
    EXPECT_NE(talk.shown().find("Luis > "), std::string::npos) << "the other side is named";
    expect_a_passing_test(saved);
}

TEST(Chat, ANameSteersNoTerminal) {
    Talk talk{"/tutor hola\n81\n/skip 9d\n/tasks\n"};
    EXPECT_EQ(talk.run({"tutorline", "chat", "--child", "\x1B[31mX", "--tutor", "R\x1B[0m", "--skip", "2"}), 0);
    EXPECT_EQ(talk.shown().find('\x1B'), std::string::npos) << talk.shown();
    EXPECT_NE(talk.shown().find("?[31mX"), std::string::npos) << talk.shown();
}

TEST(Chat, ExplainsItselfInTheReadersLanguage) {
    Talk spanish("/tasks\n/quit\n");
    EXPECT_EQ(spanish.run({"tutorline", "chat", "--lang", "es"}), 0);
    EXPECT_NE(spanish.shown().find("Escribí un texto"), std::string::npos) << spanish.shown();
    EXPECT_NE(spanish.shown().find("nada espera a quien coordina"), std::string::npos) << spanish.shown();
    Talk stopped("BAJA\n/tasks\n/quit\n");
    EXPECT_EQ(stopped.run({"tutorline", "chat", "--lang", "es"}), 0);
    EXPECT_NE(stopped.shown().find("- no quiere textos; preguntar si quiere seguir con las llamadas"), std::string::npos) << "as `tasks` says it:\n" << stopped.shown();
    Talk english("/skip x\n/quit\n");
    EXPECT_EQ(english.run({"tutorline", "chat", "--lang", "en"}), 0);
    EXPECT_NE(english.shown().find("/skip takes a span"), std::string::npos) << english.shown();
}

TEST(Chat, AHomeThatChoseGuaraniIsTextedInGuarani) {
    const auto path = a_file();
    Talk talk("BAJA\n/quit\n");
    EXPECT_EQ(talk.run({"tutorline", "chat", "--languages", "gn", "--save", path.string()}), 0);
    const std::string saved = content(path);
    std::filesystem::remove(path);
    EXPECT_NE(talk.shown().find("noromondo"), std::string::npos) << talk.shown();
    expect_a_passing_test(saved);
}

TEST(Chat, UnknownValuesAreRefusedWithTheListOfThose) {
    for (const auto& [option, value, list] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"--languages", "guarani", "es, gn"}, {"--calls", "nadie", "nobody, child N"}, {"--calls", "child veinte", "child N"}, {"--calls", "child 999", "child N"}}) {
        Talk talk("");
        testing::internal::CaptureStderr();
        EXPECT_EQ(talk.run({"tutorline", "chat", "--lang", "en", option, value}), 64);
        EXPECT_NE(testing::internal::GetCapturedStderr().find(list), std::string::npos) << option << value;
    }
}

TEST(Chat, TheDialsAreToldInTheReadersLanguage) {
    Talk talk("/skip 4d\n/quit\n");
    EXPECT_EQ(talk.run({"tutorline", "chat", "--lang", "es", "--calls", "nobody, child 20"}), 0);
    EXPECT_NE(talk.shown().find("~ Rosa llama a la casa de Luis: nadie contesta"), std::string::npos) << talk.shown();
    EXPECT_EQ(talk.shown().find("calls Luis"), std::string::npos) << talk.shown();
}

TEST(Chat, AFileThatCannotBeWrittenIsToldAndFails) {
    Talk talk("/quit\n");
    EXPECT_NE(talk.run({"tutorline", "chat", "--save", "/nonexistent/folder/talk.txt"}), 0);
}

}  // namespace
}  // namespace tutorline::app::chat_test
