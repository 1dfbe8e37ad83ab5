// Machines on the other end (B32): a phone that sends our own words back, one that quotes them, one that says the same to
// every text. None of them makes the service talk without end, whatever began it: the talk runs into its own words.
#include <gtest/gtest.h>

#include "app/simulation/stage.hpp"

namespace tutorline::test::echo_test {
namespace {

using namespace std::chrono_literals;
using Step = simulator::Transcript::Step;
using Kind = Step::Kind;

enum class Machine { echoes, quotes, repeats_itself };

constexpr int texts_max = 6;         ///< to a family in a day: an answer an hour, and what a change of a call takes
constexpr int texts_max_tutor = 12;  ///< lists, problems, chases
constexpr int runs_wild = 40;

class Talk {
  public:
    Talk(const std::string& scene, std::string party, Machine machine) : stage_(*simulator::parse_transcript(scene)), party_(std::move(party)), machine_(machine) {
        stage_.advance(*base::parse_instant("2026-03-10T13:00:00Z"));  // 10:00 in Asuncion
        seen_ = stage_.played().steps.size();
    }

    /// Texts the machine got in a day after it said `first`, itself answering each of them within half a minute.
    int answers(const std::string& first) {
        const auto until = stage_.now() + 24h;
        said_ = first;
        say(first);
        while (stage_.now() < until && heard_ < runs_wild) {
            stage_.advance(stage_.now() + 10min);
            hear();
        }
        return heard_;
    }

  private:
    void say(const std::string& text) {
        stage_.advance(stage_.now() + 25s);
        stage_.receive({Kind::from, party_, text, 0});
        hear();
    }
    void hear() {
        while (seen_ < stage_.played().steps.size()) {
            const Step step = stage_.played().steps[seen_++];
            if (step.kind != Kind::to || step.party != party_ || ++heard_ >= runs_wild) continue;
            say(machine_ == Machine::repeats_itself ? said_ : (machine_ == Machine::quotes ? "RE: " : "") + step.text);
        }
    }

    app::Stage stage_;
    const std::string party_;
    const Machine machine_;
    std::string said_;
    std::size_t seen_ = 0;
    int heard_ = 0;
};

const std::string before_the_call = "family: Luis | phone 0981 100 001\ntutor: Rosa | phone 0981 700 001\nitem: Luis add-p1-14 2026-03-09 16:10\n@ 2026-03-10 10:00\n";
const std::string after_the_call = "family: Luis | phone 0981 100 001 | slot mon 17:30\ntutor: Rosa | phone 0981 700 001\ncalls: child 20\n@ 2026-03-09 12:00\n";

void expect_an_end(const std::string& scene, const std::string& party, const std::vector<std::string>& beginnings, int most = texts_max) {
    for (const std::string& first : beginnings)
        for (const Machine machine : {Machine::echoes, Machine::quotes, Machine::repeats_itself})
            EXPECT_LE(Talk(scene, party, machine).answers(first), most) << party << " < " << first << " (machine " << static_cast<int>(machine) << ")";
}

const std::vector<std::string> of_families{
    "hola", "AYUDA", "quien es?", "cuanto cuesta?", "OTRO", "no puedo hoy", "manana a las 18", "el jueves a las 18:00", "esta enfermo", "viajamos por un mes",
    "cambie de numero 0981 222 333", "BAJA", "ALTA", "no quiere seguir", "si", "no", "83", "84", "no se", "me pegan en mi casa", "por que me llaman tan tarde",
    "sin saldo", "no tengo senal", "numero equivocado", "a que hora es la clase?", "Estoy manejando, te llamo luego",
    "En este momento no puedo atender, llame el jueves a las 18:00", "No disponible. Vuelvo el lunes", "mi hijo no esta hoy"};

const std::vector<std::string> of_tutors{
    "hola", "1 OK 25 N3 S", "1 no contesta", "12 OK 25", "1 OK 250", "1 OK", "HORARIO", "hoy no puedo", "BAJA", "ALTA", "ayuda", "Luis OK 25 N2 S",
    "no contesta nadie", "estoy enferma", "me pegan", "cuando me pagan?", "Estoy manejando, te llamo luego", "numero equivocado", "1 OK 20 N2 S; 2 OK 20"};

TEST(Echo, AFamilysPhoneThatAnswersByItself) { expect_an_end(before_the_call, "", of_families); }

TEST(Echo, AStrangersPhoneThatAnswersByItself) { expect_an_end(before_the_call, "stranger", of_families); }

TEST(Echo, ATutorsPhoneThatAnswersByItself) {
    expect_an_end(before_the_call, "Rosa", of_tutors, texts_max_tutor);
    expect_an_end(after_the_call, "Rosa", of_tutors, texts_max_tutor);
}

TEST(Echo, APhoneOfTheStaffThatAnswersByItself) { expect_an_end(before_the_call, "Marta", {"hola", "RECIBIDO 1", "RECIBIDO", "OK", "BAJA"}); }

TEST(Echo, AnotherHourIsAnotherAnswer) {
    app::Stage stage(*simulator::parse_transcript(before_the_call));
    stage.advance(*base::parse_instant("2026-03-10T13:00:00Z"));
    const auto answered = [&](const std::string& party, const std::string& text) {
        const std::size_t before = stage.played().steps.size();
        stage.receive({Kind::from, party, text, 0});
        int texts = 0;
        for (std::size_t n = before; n < stage.played().steps.size(); ++n) texts += stage.played().steps[n].kind == Kind::to && stage.played().steps[n].party == party;
        return texts;
    };
    EXPECT_EQ(answered("", "sin saldo"), 1);
    stage.advance(stage.now() + 5min);
    EXPECT_EQ(answered("", "sin saldo"), 0) << "they have these words already";
    EXPECT_EQ(answered("", "esta enfermo"), 1) << "other words, for a change";
    stage.advance(stage.now() + 61min);
    EXPECT_EQ(answered("", "sin saldo"), 1);
    EXPECT_GE(answered("Rosa", "HORARIO"), 1);
    EXPECT_GE(answered("Rosa", "HORARIO"), 1) << "a tutor may ask again";
    EXPECT_EQ(answered("Rosa", "HORARIO"), 0);
}

}  // namespace
}  // namespace tutorline::test::echo_test
