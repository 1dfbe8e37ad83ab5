#include "program/behaviour.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "program/coordinator_texts.hpp"
#include "program/read_file.hpp"
#include "support/golden.hpp"

namespace tutorline::program::behaviour_test {
namespace {

const auto shipped = test::test_path("../config/simulator/behaviour.yaml");

std::string told(const std::string& from, const std::string& to, const std::string& language) {
    static const CoordinatorTexts texts = CoordinatorTexts::load(test::test_path("../config")).value();
    std::string yaml = read_file(shipped, 1 << 20).bytes;
    const auto at = yaml.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    yaml.replace(at, from.size(), to);
    const auto file = std::filesystem::path{testing::TempDir()} / "behaviour_test.yaml";
    std::ofstream{file, std::ios::binary} << yaml;
    Diagnostics diagnostics;
    EXPECT_FALSE(load_behaviour(file, "hard", diagnostics)) << to;
    const std::string text = render_diagnostics(diagnostics, texts, language);
    return text.substr(text.find(".yaml:") + 5);
}

TEST(Behaviour, TheShippedFileHoldsEveryPreset) {
    ASSERT_EQ(behaviour_presets(shipped), (std::vector<std::string>{"botswana_2020", "hard", "idb_like"}));
    for (const std::string& preset : behaviour_presets(shipped)) {
        Diagnostics diagnostics;
        EXPECT_TRUE(load_behaviour(shipped, preset, diagnostics)) << preset;
    }
}

TEST(Behaviour, ABadFigureIsToldWithItsPlaceInBothLanguages) {
    EXPECT_EQ(told("room_for_dials: 0.75", "room_for_dials: 7.5", "en"), ":18:3: \"attempts.room_for_dials\" is missing or no sensible figure; correct it, or install the file again\n");
    EXPECT_EQ(told("room_for_dials: 0.75", "room_for_dials: mucho", "es"), ":18:3: falta \"attempts.room_for_dials\" o no es una cifra con sentido; corregilo, o instalá el archivo de nuevo\n");
    EXPECT_EQ(told("room_for_dials", "room_for_dails", "en").find("attempts.room_for_dials") != std::string::npos, true);
    EXPECT_EQ(told("hazard_botswana: [0.41, 0.35", "hazard_botswana: [0.41, -0.35", "en").substr(0, 33), ":21:27: \"attempts.hazard_botswana");
    EXPECT_EQ(told("presets:", "presetz:", "en"), ":1:1: there is no section \"presets\" here; use config/simulator/behaviour.yaml as it was installed\n");
    EXPECT_EQ(told("  hard:", "  harder:", "es"), ":1:1: no hay un modelo \"hard\"; elegí entre: botswana_2020, harder, idb_like\n");
    EXPECT_EQ(told("presets:", "\tpresets:", "es").substr(0, 3), ":4:");
}

}  // namespace
}  // namespace tutorline::program::behaviour_test
