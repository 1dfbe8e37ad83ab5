// The columns of the two sheets: their names in Spanish and English, what else people call them, and an example each.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::program {

struct ColumnSpec {
    std::string_view key;  ///< stable name in code
    bool required = false; ///< the header must be there; cells may still be empty where the reader says so
    std::string_view es;   ///< header of the Spanish template
    std::string_view en;
    std::vector<std::string_view> synonyms;  ///< folded (nearest_word.hpp)
    std::string_view example_es;
    std::string_view example_en;
};

std::span<const ColumnSpec> student_columns();
std::span<const ColumnSpec> tutor_columns();

/// Template sheet for Excel: BOM, ';', header, one remark row that begins with '#', one filled example row. What it
/// prints can be read back without an error.
std::string roster_template(std::span<const ColumnSpec> columns, std::string_view language, std::string_view remark);

/// Ids of the example rows, which `check` reminds to delete.
bool is_example_id(std::string_view id);

}  // namespace tutorline::program
