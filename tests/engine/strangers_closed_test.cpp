// Closing the case that stands for many unknown numbers closes theirs, but for those nobody was told of yet.
#include "engine/cohort.hpp"
#include "support/reading_packs.hpp"

namespace tutorline::strangers_closed_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using test::Cohort;

class StrangersClosed : public testing::Test {
  protected:
    StrangersClosed() {
        c.resources().packs = &test::shipped_packs();
        c.resources().catalog = test::shipped_catalog();
        c.resources().program.safeguarding = {{"Marta", base::PhoneNumber::from_e164("+595981900090")}, {"Jorge", base::PhoneNumber::from_e164("+595981900091")}, base::Minutes{30}, "147"};
        c.enroll({{"luis", "l", {"+595981000001"}, 34}});
    }
    void strangers(int how_many, base::Instant now) {
        for (int n = 0; n < how_many; ++n) {
            InboundText inbound;
            inbound.channel = "py-1";
            inbound.provider_id = "IN" + std::to_string(++written);
            inbound.from = "+" + std::to_string(595972000000 + written);
            inbound.text = "mi papa me pega todos los dias";
            c.handle(inbound, now);
        }
        c.run(now);
    }
    std::vector<ports::TaskRow> cases() { return c.store->open_tasks("safeguarding"); }
    TaskId group() {
        for (const auto& task : cases())
            if (task.detail == "strangers") return task.id;
        return {};
    }

    Cohort c;
    int written = 0;
};

TEST_F(StrangersClosed, TheGroupTakesItsMembersAndLeavesThoseToldSingly) {
    strangers(9, c.monday);
    ASSERT_TRUE(group());
    EXPECT_EQ(cases().size(), 10u) << "nine numbers, and the case that stands for the four behind the fifth";
    c.run(c.monday + 61min);  // told again, with all of them
    c.handle(CloseTask{group(), "nothing"}, c.monday + 62min);
    EXPECT_EQ(cases().size(), 5u);
    for (const auto& task : cases()) EXPECT_NE(task.detail, "strangers");
}

TEST_F(StrangersClosed, WhatCameSinceStaffWereToldStaysOpen) {
    strangers(9, c.monday);
    c.run(c.monday + 61min);
    strangers(6, c.monday + 62min);  // five are told singly again; the sixth waits for the next hour's text
    const auto before = cases().size();
    c.handle(CloseTask{group(), "nothing"}, c.monday + 63min);
    EXPECT_EQ(before - cases().size(), 5u) << "the group and its four";
}

TEST_F(StrangersClosed, AnyOtherCaseClosesAlone) {
    strangers(9, c.monday);
    TaskId single;
    for (const auto& task : cases())
        if (task.detail != "strangers") single = task.id;
    c.handle(CloseTask{single, "nothing"}, c.monday + 1min);
    EXPECT_EQ(cases().size(), 9u);
}

}  // namespace
}  // namespace tutorline::strangers_closed_test
