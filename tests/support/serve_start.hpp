// A service that is started over a programme which the test edits: for what a start refuses, changes and leaves alone.
#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "store/store.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"
#include "support/trial.hpp"

namespace tutorline::test {

/// A trial whose programme may be edited, on a clock shortly before its first week.
struct Start {
    Start() {
        const std::filesystem::path shipped = trial.program.parent_path();
        std::filesystem::copy(shipped, trial.folder.path / "programs", std::filesystem::copy_options::recursive);
        trial.program = trial.folder.path / "programs" / "paraguay-demo.yaml";
        trial.set_clock(1, *base::parse_instant("2027-03-06T15:00:00Z"));
    }
    static void edit(const std::filesystem::path& file, const std::string& pattern, const std::string& instead) {
        const std::string before = read_file(file);
        const std::string after = std::regex_replace(before, std::regex(pattern), instead);
        EXPECT_NE(before, after) << pattern;
        std::ofstream(file) << after;
    }
    void edit_program(const std::string& pattern, const std::string& instead) const { edit(trial.program, pattern, instead); }
    void edit_config(const std::string& pattern, const std::string& instead) const { edit(trial.config(), pattern, instead); }
    /// What a start says that is refused; its exit code must be 2. `through`: a command that starts it, with its arguments.
    std::string refused(const std::string& language = "en", std::vector<std::string> through = {}) const {
        for (const std::string& word : {std::string{TUTORLINE_BINARY}, std::string{"--lang"}, language, std::string{"serve"}, std::string{"--config"}, trial.config().string()})
            through.push_back(word);
        std::string words;
        EXPECT_EQ(run_program(through, words), 2) << words;
        return words;
    }
    std::int64_t count(const std::string& sql) const {
        auto reader = store::open_existing(trial.database().string());
        std::int64_t rows = -1;
        if (reader) (*reader)->query(sql, {}, [&](const ports::Row& row) { rows = row.integer(0); });
        return rows;
    }
    std::string settings() const {
        auto reader = store::open_existing(trial.database().string());
        std::string text;
        (*reader)->query("SELECT group_concat(value) FROM meta", {}, [&](const ports::Row& row) { text = row.text(0); });
        return text;
    }
    Trial trial{1, "2027-03-06T15:00:00Z"};
};

}  // namespace tutorline::test
