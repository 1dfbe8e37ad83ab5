// One phone that writes a hundred times in an hour: the first texts are answered, then it is quiet, and one task is open.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "app/simulation/stage.hpp"

namespace tutorline::test::flood_test {
namespace {

using namespace std::chrono_literals;
using Step = simulator::Transcript::Step;
using Kind = Step::Kind;

constexpr int texts = 60;

class Flood {
  public:
    Flood() : stage_(*simulator::parse_transcript("family: Luis | phone 0981 100 001 | slot fri 17:30\ntutor: Rosa | phone 0981 700 001\n@ 2026-03-10 10:00\n")) {
        stage_.advance(*base::parse_instant("2026-03-10T13:00:00Z"));
    }
    /// Texts each person got while `party` wrote.
    std::map<std::string, int> write(const std::string& party, const std::vector<std::string>& words, bool numbered) {
        const std::size_t before = stage_.played().steps.size();
        for (int n = 0; n < texts; ++n) {
            const std::string& text = words[static_cast<std::size_t>(n) % words.size()];
            stage_.receive({Kind::from, party, numbered ? text + " " + std::to_string(n) : text, 0});
            stage_.advance(stage_.now() + 20s);
        }
        std::map<std::string, int> got;
        for (std::size_t n = before; n < stage_.played().steps.size(); ++n)
            if (stage_.played().steps[n].kind == Kind::to) ++got[stage_.played().steps[n].party];
        return got;
    }
    int tasks(const std::string& kind) {
        const std::string open = stage_.answer("tasks");
        int count = 0;
        for (std::size_t at = open.find(kind); at != std::string::npos; at = open.find(kind, at + 1)) ++count;
        return count;
    }
    std::string phone() { return stage_.answer("phone"); }

  private:
    app::Stage stage_;
};

TEST(Flood, OfQuestionsReachesTheTutorSixTimes) {
    Flood flood;
    auto got = flood.write("", {"no entiendo la tarea, como se hace?"}, false);
    EXPECT_GE(got["Rosa"], 1);
    EXPECT_LE(got["Rosa"], 6);
    EXPECT_LE(got[""], 6);
    EXPECT_EQ(flood.tasks("many_texts"), 1);
}

TEST(Flood, OfOtherHoursMovesNoCallsWithoutEnd) {
    Flood flood;
    auto got = flood.write("", {"otra hora por favor", "martes 18:00", "miercoles 19:00"}, false);
    EXPECT_LE(got[""], 6);
    EXPECT_LE(got["Rosa"], 6);
    EXPECT_EQ(flood.tasks("many_texts"), 1);
}

TEST(Flood, OfStopsIsObeyedAndConfirmedAFewTimes) {
    Flood flood;
    auto got = flood.write("", {"ALTA", "BAJA"}, false);
    EXPECT_LE(got[""], 9);
    EXPECT_NE(flood.phone().find("texts stopped"), std::string::npos);
    EXPECT_EQ(flood.tasks("many_texts"), 1);
}

TEST(Flood, OfWrongReportsIsAnsweredTwentyTimes) {
    Flood flood;
    auto got = flood.write("Rosa", {"99 OK 20 N1 S", "98 OK 20 N1 S", "97 OK 200", "1 OK blah"}, true);
    EXPECT_LE(got["Rosa"], 20);
}

TEST(Flood, OfStopsByAStoppedTutorOpensOneTask) {
    Flood flood;
    flood.write("Rosa", {"BAJA", "ALTA"}, false);
    EXPECT_EQ(flood.tasks("tutor_opted_out"), 1);
}

TEST(Flood, OfATutorsWordsOpensOneTask) {
    Flood flood;
    flood.write("Rosa", {"quiero hablar con la coordinadora, cuanto me pagan?"}, true);
    EXPECT_LE(flood.tasks("tutor_message"), 1);
    EXPECT_LE(flood.tasks("question"), 1);
}

TEST(Flood, AfterTheEndOpensOneTask) {
    Flood flood;
    flood.write("", {"BAJA TODO", "hola cuando llaman?", "por que no llaman?"}, false);
    EXPECT_EQ(flood.tasks("message_after_end"), 1);
    EXPECT_LE(flood.tasks("opted_out"), 1);
}

TEST(Flood, OfStopsAndStartsOpensOneTaskAboutTheCalls) {
    Flood flood;
    flood.write("", {"BAJA", "ALTA"}, false);
    EXPECT_EQ(flood.tasks("opt_out_calls"), 1);
}

}  // namespace
}  // namespace tutorline::test::flood_test
