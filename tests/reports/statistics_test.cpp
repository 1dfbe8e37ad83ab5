#include "reports/statistics.hpp"

#include <gtest/gtest.h>

#include "reports/csv.hpp"
#include "reports/figures.hpp"
#include "reports/text_table.hpp"

namespace tutorline::reports::statistics_test {
namespace {

TEST(Statistics, WilsonsIntervalAgreesWithPublishedValues) {
    EXPECT_NEAR(wilson(5, 10).low, 0.2366, 1e-4);  // Newcombe 1998, method 3, gives these for 5 of 10 and 0 of 20
    EXPECT_NEAR(wilson(5, 10).high, 0.7634, 1e-4);
    EXPECT_NEAR(wilson(0, 20).high, 0.1611, 1e-4);
    EXPECT_EQ(wilson(0, 20).low, 0);
    EXPECT_EQ(wilson(0, 0).high, 1);
}

TEST(Statistics, QuantilesAreValuesThatOccur) {
    const Distribution d = distribution({30, 0, 10, 20, 0, 50, 121, 80, 0, 5}, {0, 20, 40, 80, 120});
    EXPECT_EQ(d.p10, 0);
    EXPECT_EQ(d.median, 10);
    EXPECT_EQ(d.p90, 80);
    EXPECT_EQ(d.counts, (std::vector<int>{3, 3, 1, 2, 0, 1}));
}

TEST(Statistics, SuppressionCannotBeUndoneBySubtraction) {
    for (int small = 1; small < 10; ++small)
        for (int middle = 10; middle < 30; middle += 7) {
            std::vector<EquityRow> rows{{"a", small, false, 0, 0, {}}, {"b", middle, false, 0, 0, {}}, {"c", 100, false, 0, 0, {}}};
            suppress(rows, 10);
            EXPECT_TRUE(rows[0].suppressed);
            EXPECT_TRUE(rows[1].suppressed);  // alone, `a` would be the total less b and c
            EXPECT_FALSE(rows[2].suppressed);
        }
    std::vector<EquityRow> fine{{"a", 10, false, 0, 0, {}}, {"b", 12, false, 0, 0, {}}};
    suppress(fine, 10);
    EXPECT_FALSE(fine[0].suppressed || fine[1].suppressed);
}

TEST(Figures, FollowTheLanguage) {
    const Figures es{"es"}, en{"en"};
    EXPECT_EQ(es.whole(1234567), "1.234.567");
    EXPECT_EQ(en.whole(1234567), "1,234,567");
    EXPECT_EQ(es.decimal(1234.56, 1), "1.234,6");
    EXPECT_EQ(en.decimal(0.05, 2), "0.05");
    EXPECT_EQ(es.percent(0.456), "46 %");
    EXPECT_EQ(es.percent_of(1, 0), "-");
}

TEST(TextTable, CountsLettersNotBytes) {
    TextTable table{"lr"};
    table.add({"año", "1"});
    table.add({"mes", "12"});
    EXPECT_EQ(table.text(1), " año   1\n mes  12\n");
}

TEST(TextTable, WrapsBetweenWords) {
    EXPECT_EQ(wrapped("uno dos añoñuevo cuatro", 8), (std::vector<std::string>{"uno dos", "añoñuevo", "cuatro"}));
    EXPECT_EQ(wrapped("a\n\nb", 8), (std::vector<std::string>{"a", "", "b"}));
    EXPECT_TRUE(wrapped("", 8).empty());
}

TEST(CsvSheet, EscapesWhatASpreadsheetWouldRun) {
    CsvSheet sheet{"es"};
    sheet.cell("=1+1").cell("+595").cell("-1").cell("@x").cell("a;b").cell("dice \"hola\"").cell(2.5, 1);
    sheet.end_row();
    EXPECT_EQ(sheet.text(), "\xEF\xBB\xBF'=1+1;'+595;'-1;'@x;\"a;b\";\"dice \"\"hola\"\"\";2,5\r\n");
    CsvSheet sly{"es"};
    sly.cell("\t=1+1").cell("  @x").cell("\xEF\xBC\x9D" "1").cell("a\nb\x1B[2J").cell("\r-2");
    sly.end_row();
    EXPECT_EQ(sly.text(), "\xEF\xBB\xBF' =1+1;'  @x;'\xEF\xBC\x9D" "1;a b [2J;' -2\r\n");
    CsvSheet english{"en"};
    english.cell("a,b").cell(2.5, 1);
    english.end_row();
    EXPECT_EQ(english.text(), "\xEF\xBB\xBF\"a,b\",2.5\r\n");
}

}  // namespace
}  // namespace tutorline::reports::statistics_test
