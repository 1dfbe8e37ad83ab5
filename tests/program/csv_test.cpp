#include "program/csv.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace tutorline::program::csv_test {
namespace {

using Cells = std::vector<std::vector<std::string>>;

Cells cells_of(const CsvSheet& sheet) {
    Cells cells;
    for (const CsvRow& row : sheet.rows) cells.push_back(row.cells);
    return cells;
}

TEST(Csv, ReadsWhatSpreadsheetsSave) {
    const Cells expected{{"id", "nombre"}, {"1", "Ana"}};
    for (const char* text : {"id;nombre\n1;Ana\n", "id,nombre\r\n1,Ana\r\n", "id\tnombre\n1\tAna", "\xEF\xBB\xBFid;nombre\r\n1;Ana",
                             "\"id\";\"nombre\"\n 1 ; \"Ana\" \n", "sep=;\nid;nombre\n1;Ana\n", "id;nombre\n\n# remark; x\n;;\n1;Ana\n",
                             "id;nombre\n'1;'Ana\n"}) {
        const CsvSheet sheet = parse_csv(text);
        EXPECT_FALSE(sheet.fault) << text;
        EXPECT_EQ(cells_of(sheet), expected) << text;
    }
}

TEST(Csv, RowsAreNumberedAsTheSpreadsheetDoes) {
    const CsvSheet sheet = parse_csv("id;nombre\n1;\"Ana\nMaria\"\n\n# remark\n2;\"say \"\"hola\"\"\"\n");
    ASSERT_EQ(sheet.rows.size(), 3u);
    EXPECT_EQ(sheet.rows[1].row, 2);
    EXPECT_EQ(sheet.rows[1].cells[1], "Ana\nMaria");
    EXPECT_EQ(sheet.rows[2].row, 5);
    EXPECT_EQ(sheet.rows[2].cells[1], "say \"hola\"");
}

TEST(Csv, TheDelimiterIsTheHeadersAndNotACellsComma) {
    const CsvSheet sheet = parse_csv("id;\"a,b,c,d\"\n1;x,y\n");
    EXPECT_EQ(sheet.delimiter, ';');
    EXPECT_EQ(cells_of(sheet), (Cells{{"id", "a,b,c,d"}, {"1", "x,y"}}));
}

TEST(Csv, WhatCannotBeReadIsRefusedWithItsPlace) {
    struct Row { std::string text; const char* id; int row; int column; };
    const Row rows[] = {{"id;n\n1;\"Ana\n2;x\n", "csv.quote", 2, 2},     {"id;n\n1;\"Ana\"x\n", "csv.quote", 2, 2},
                        {"id;n\n1;\xE1\n", "file.not_utf8", 2, 2},       {std::string("id;n\n1;2\n3;") + '\0', "file.zero_byte", 3, 2},
                        {"\xFF\xFEi", "csv.utf16", 1, 1},                {"PK\x03\x04", "csv.workbook", 1, 1},
                        {std::string(200, ';'), "csv.columns", 1, 101}, {"id\n" + std::string(20'000, 'x'), "csv.cell", 2, 1}};
    for (const Row& row : rows) {
        const CsvSheet sheet = parse_csv(row.text);
        ASSERT_TRUE(sheet.fault || !sheet.row_faults.empty()) << row.id;
        const CsvFault fault = sheet.fault ? *sheet.fault : sheet.row_faults.front();
        EXPECT_EQ(fault.id, row.id);
        EXPECT_EQ(fault.row, row.row) << row.id;
        EXPECT_EQ(fault.column, row.column) << row.id;
    }
}

TEST(Csv, ALastRowThatWasCutIsRefused) {
    const std::string sheet = "id;nombre;horas\r\n1;Ana;lun\r\n";
    for (const char* rest : {"2", "2;", "2;Ev", "2;\"Eva\""}) {
        const CsvSheet cut = parse_csv(sheet + rest);
        ASSERT_EQ(cut.row_faults.size(), 1u) << rest;
        EXPECT_EQ(cut.row_faults.front().id, "csv.cut");
        EXPECT_EQ(cut.row_faults.front().row, 3);
        EXPECT_EQ(cut.rows.size(), 2u) << "half a row is nobody's";
    }
    for (const std::string& whole : {sheet + "2;Eva;", sheet + "2;Eva;mar", sheet + "2;Eva\r\n", sheet + "2;Eva\r", sheet + "# fin", sheet + "2;Eva\n3;Luz",
                                     std::string("id;nombre;;\n1;Ana"), std::string("id;nombre;horas")})
        EXPECT_TRUE(parse_csv(whole).row_faults.empty()) << whole;
}

TEST(Csv, AnOpenQuoteHidesItsRowAlone) {
    const CsvSheet sheet = parse_csv("id;n\n1;\"Ana\n2;Luis\n3;\"Eva\nMaria\"\n4;Iván\n");
    EXPECT_FALSE(sheet.fault);
    ASSERT_EQ(sheet.row_faults.size(), 1u);
    EXPECT_EQ(sheet.row_faults[0].row, 2);
    EXPECT_EQ(cells_of(sheet), (Cells{{"id", "n"}, {"2", "Luis"}, {"3", "Eva\nMaria"}, {"4", "Iván"}}));
    EXPECT_EQ(sheet.rows.back().row, 5) << "as the spreadsheet counts";
    EXPECT_TRUE(parse_csv("\"id;n\n1;Ana\n").fault) << "without a header nothing has a meaning";
    const CsvSheet many = parse_csv("id;n\n" + std::string(2'000'000, '"'));
    EXPECT_FALSE(many.row_faults.empty());
}

TEST(Csv, LinesMayEndAsOnOldMacintoshes) {
    EXPECT_EQ(cells_of(parse_csv("id;n\r1;Ana\r2;Luis\r")), (Cells{{"id", "n"}, {"1", "Ana"}, {"2", "Luis"}}));
    EXPECT_EQ(cells_of(parse_csv("id;n\r\n1;A\rB\r\n")), (Cells{{"id", "n"}, {"1", "A\rB"}})) << "with line feeds a lone CR ends nothing";
}

TEST(Csv, LettersNobodySeesAreLeftOut) {
    EXPECT_EQ(cells_of(parse_csv("\xEF\xBB\xBF\xEF\xBB\xBFid;n\n\u202A0951\u00A0000\u200B101\u202C;A\uFEFF\n")), (Cells{{"id", "n"}, {"0951 000101", "A"}}));
}

TEST(Csv, TheLineThatNamesTheSeparatorNeedNotBeRight) {
    for (const char* text : {"sep=;\nid;n\n1;2\n", "sep=\nid;n\n1;2\n", "sep=a\nid;n\n1;2\n", "sep=|\nid|n\n1|2\n"})
        EXPECT_EQ(cells_of(parse_csv(text)), (Cells{{"id", "n"}, {"1", "2"}})) << text;
    EXPECT_TRUE(parse_csv("sep=").rows.empty());
}

TEST(Csv, WhatIsWrittenRunsNoFormulaAndReadsBack) {
    for (const char* attack : {"=1+1", "+595", "-2", "@SUM(A1)", "\tx", "\rx"})
        EXPECT_TRUE(csv_line({attack}).starts_with("'") || csv_line({attack}).starts_with("\"'")) << attack;
    EXPECT_EQ(csv_line({"a", "b;c", "d\"e"}), "a;\"b;c\";\"d\"\"e\"\r\n");
    base::Random random(9);
    const std::string alphabet = "ab;,\"\n=+-@'# x";
    for (int round = 0; round < 1000; ++round) {
        Cells wanted{{"h1", "h2", "h3"}};
        std::string text = csv_line(wanted[0]);
        std::vector<std::string> row;
        for (int n = 0; n < 3; ++n) {
            std::string cell = "v";
            for (std::uint64_t k = 0; k < random.below(8); ++k) cell += alphabet[random.below(alphabet.size())];
            while (cell.ends_with(' ') || cell.ends_with('\n')) cell.pop_back();
            row.push_back(n == 1 ? "=" + cell : cell);
        }
        wanted.push_back(row);
        EXPECT_EQ(cells_of(parse_csv(text + csv_line(row))), wanted);
    }
}

TEST(Csv, AnyBytesAreSafe) {
    base::Random random(10);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::uint64_t n = 0; n < random.below(60); ++n) text += "a;,\"\r\n'#\xC3\xB1\xFF"[random.below(11)];
        const CsvSheet sheet = parse_csv(text);
        for (const CsvRow& row : sheet.rows) EXPECT_FALSE(row.cells.empty());
    }
}

TEST(Csv, KnowsTheLettersOfColumns) {
    EXPECT_EQ(column_letters(1), "A");
    EXPECT_EQ(column_letters(26), "Z");
    EXPECT_EQ(column_letters(27), "AA");
    EXPECT_EQ(column_letters(703), "AAA");
}

}  // namespace
}  // namespace tutorline::program::csv_test
