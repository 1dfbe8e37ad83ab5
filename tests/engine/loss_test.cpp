// A child of a household died: all rest, and who closes the task lets the brothers and sisters go on, never the child lost.
#include <algorithm>

#include "engine/cohort.hpp"
#include "support/reading_packs.hpp"

namespace tutorline {
namespace {

using namespace domain;
using engine::Handled;
using test::Cohort;

class Loss : public testing::Test {
  protected:
    Loss() {
        c.resources().packs = &test::shipped_packs();
        c.enroll({{"Luis", "l", {"+595981000001"}}, {"Ana", "l", {"+595981000001"}, 35}});
    }
    Handled writes(const std::string& text, const std::string& from = "+595981000001") {
        InboundText inbound;
        inbound.channel = "t";
        inbound.provider_id = "SM" + std::to_string(++texts_);
        inbound.from = from;
        inbound.text = text;
        return c.handle(inbound, c.monday);
    }
    bool rests(const std::string& key) {
        const auto student = c.store->student(c.enrolled.cohort, key);
        return engine::calls::rests(*c.store->enrollment_of(student->id), c.monday);
    }
    std::vector<ports::TaskRow> tasks() { return c.store->open_tasks("family_loss"); }

    Cohort c;
    int texts_ = 0;
};

TEST_F(Loss, LetsAllRestAndOpensOneTaskHoweverMuchIsWritten) {
    writes("Luis fallecio");
    writes("gracias");
    writes("cuando llaman?");
    EXPECT_TRUE(rests("Luis"));
    EXPECT_TRUE(rests("Ana"));
    ASSERT_EQ(tasks().size(), 1u);
    EXPECT_EQ(tasks().front().urgency, 0);
}

TEST_F(Loss, ClosingTheTaskLetsTheSisterGoOnAndNotTheChildLost) {
    writes("Luis fallecio");
    ASSERT_EQ(tasks().size(), 1u);
    c.handle(CloseTask{tasks().front().id, "visited"}, c.monday);
    EXPECT_TRUE(rests("Luis"));
    EXPECT_FALSE(rests("Ana"));
}

TEST_F(Loss, ClosingItAsMisreadLetsAllGoOn) {
    writes("Luis fallecio");
    ASSERT_EQ(tasks().size(), 1u);
    c.handle(CloseTask{tasks().front().id, "misread"}, c.monday);
    EXPECT_FALSE(rests("Luis"));
    EXPECT_FALSE(rests("Ana"));
}

TEST_F(Loss, WhereNobodyIsNamedClosingTheTaskLetsNobodyGoOn) {
    writes("mi hijo fallecio");
    ASSERT_EQ(tasks().size(), 1u);
    c.handle(CloseTask{tasks().front().id, "visited"}, c.monday);
    EXPECT_TRUE(rests("Luis"));
    EXPECT_TRUE(rests("Ana"));
}

TEST_F(Loss, ToldByTheTutorIsOfTheFamilysPhone) {
    writes("Luis fallecio", "+595981999999");
    EXPECT_TRUE(rests("Luis"));
    EXPECT_TRUE(rests("Ana"));
    writes("gracias");  // the family writes: it joins
    ASSERT_EQ(tasks().size(), 1u);
    EXPECT_EQ(tasks().front().phone, c.phone("+595981000001"));
    c.handle(CloseTask{tasks().front().id, "visited"}, c.monday);
    EXPECT_TRUE(rests("Luis"));
    EXPECT_FALSE(rests("Ana"));
}

TEST_F(Loss, OfSomebodyElseOrALaughIsNone) {
    writes("fallecio la abuela de Luis");
    writes("Luis se murio de risa");
    EXPECT_FALSE(rests("Luis"));
    EXPECT_TRUE(tasks().empty());
}

}  // namespace
}  // namespace tutorline
