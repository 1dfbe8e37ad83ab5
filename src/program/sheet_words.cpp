#include "program/sheet_words.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include "program/nearest_word.hpp"

namespace tutorline::program {
namespace {

using domain::Area;
using domain::ConsentMethod;
using domain::Level;
using domain::Relation;
using domain::Sex;

template <class Value>
struct Word {
    std::string_view words;  ///< separated by '|'
    Value value;
};

template <class Value>
std::optional<Value> lookup(std::span<const Word<Value>> table, std::string_view cell) {
    const std::string wanted = folded(cell);
    for (const Word<Value>& row : table)
        for (std::size_t at = 0; at <= row.words.size();) {
            const std::size_t end = std::min(row.words.find('|', at), row.words.size());
            if (row.words.substr(at, end - at) == wanted) return row.value;
            at = end + 1;
        }
    return std::nullopt;
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (separators.find(c) == std::string_view::npos) parts.back() += c;
        else parts.emplace_back();
    }
    std::erase_if(parts, [](const std::string& part) { return folded(part).empty(); });
    return parts;
}

std::optional<int> whole(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Words of a list: commas, semicolons, slashes and a lone 'y' or 'and' part them.
std::vector<std::string> listed(std::string_view cell) {
    std::string text = " " + folded(cell) + " ";
    for (const std::string_view word : {" y ", " e ", " and "})
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) text.replace(at, word.size(), ",");
    std::vector<std::string> parts;
    for (const std::string& part : split(text, ",;/+")) parts.push_back(folded(part));
    return parts;
}

}  // namespace

std::optional<Sex> sex_named(std::string_view cell) {
    static constexpr Word<Sex> table[] = {
        {"|unknown|desconocido|no se|nd|s d|?", Sex::unknown},
        {"f|fem|femenino|female|mujer|nina|girl|woman", Sex::female},
        {"m|masc|masculino|male|varon|hombre|nino|boy|man|v|h", Sex::male},
        {"otro|other|o|x|no binario", Sex::other}};
    return lookup<Sex>(table, cell);
}

std::optional<Area> area_named(std::string_view cell) {
    static constexpr Word<Area> table[] = {{"|unknown|desconocido|no se|nd|?", Area::unknown},
                                           {"urbana|urbano|urban|u|ciudad|city", Area::urban},
                                           {"rural|r|campo|campana", Area::rural}};
    return lookup<Area>(table, cell);
}

std::optional<Relation> relation_named(std::string_view cell) {
    static constexpr Word<Relation> table[] = {
        {"|unknown|desconocido|no se|nd|?", Relation::unknown},
        {"madre|padre|mama|papa|mother|father|parent|padres|parents|mum|mom|dad", Relation::parent},
        {"tia|tio|aunt|uncle|aunt uncle|aunt/uncle|tia tio", Relation::aunt_uncle},
        {"abuela|abuelo|abuelos|grandmother|grandfather|grandparent|grandma|grandpa", Relation::grandparent},
        {"hermana|hermano|sister|brother|sibling", Relation::sibling},
        {"otro|otra|other|vecina|vecino|madrina|padrino|madrastra|padrastro|tutor|tutora|tutor legal|guardian|encargado|encargada|docente|neighbour", Relation::other}};
    return lookup<Relation>(table, cell);
}

std::optional<ConsentMethod> consent_method_named(std::string_view cell) {
    static constexpr Word<ConsentMethod> table[] = {
        {"papel|paper|escrito|por escrito|written|firma|firmado|signed|formulario|form", ConsentMethod::paper},
        {"voz|voice|llamada|call|telefono|phone|verbal|oral|por telefono|en persona|in person", ConsentMethod::voice},
        {"sms|mensaje|texto|text|message|mensaje de texto", ConsentMethod::sms}};
    return lookup<ConsentMethod>(table, cell);
}

std::optional<Level> level_named(std::string_view cell) {
    static constexpr Word<Level> table[] = {
        {"|not assessed|not_assessed|no evaluado|sin evaluar|99|sin diagnostico|no se|nd|?", Level::not_assessed},
        {"1|n1|beginner|principiante|inicial|ninguna|none", Level::beginner},
        {"2|n2|addition|suma|sumas|adicion", Level::addition},
        {"3|n3|subtraction|resta|restas|sustraccion", Level::subtraction},
        {"4|n4|multiplication|multiplicacion|multiplicaciones", Level::multiplication},
        {"5|n5|division|divisiones", Level::division},
        {"77|finished|terminado|completo|todo", Level::finished}};
    return lookup<Level>(table, cell);
}

std::optional<std::vector<Level>> levels_named(std::string_view cell) {
    const std::string text = folded(cell);
    std::vector<Level> levels;
    if (text.empty() || text == "todos" || text == "todas" || text == "all") return levels;
    // "1-3" and "N1 a N3": folded() made the dash a blank, so the range is read from the cell itself.
    std::string bare;
    std::ranges::copy_if(cell, std::back_inserter(bare), [](char c) { return c != ' ' && c != 'n' && c != 'N'; });
    if (bare.size() == 3 && (bare[1] == '-' || bare[1] == 'a')) {
        const int from = bare[0] - '0';
        const int to = bare[2] - '0';
        if (from < 1 || to > 5 || from > to) return std::nullopt;
        for (int level = from; level <= to; ++level) levels.push_back(static_cast<Level>(level));
        return levels;
    }
    for (const std::string& word : listed(cell)) {
        const auto level = level_named(word);
        if (!level || *level == Level::not_assessed) return std::nullopt;
        if (std::ranges::find(levels, *level) == levels.end()) levels.push_back(*level);
    }
    return levels;
}

std::optional<std::string> gender_named(std::string_view cell) {
    static constexpr Word<std::string_view> table[] = {
        {"|any|indistinto|cualquiera|igual|no importa|unknown|otro|other|x", ""},
        {"f|fem|femenino|female|mujer|woman|tutora", "f"},
        {"m|masc|masculino|male|varon|hombre|man|tutor|v|h", "m"}};
    const auto found = lookup<std::string_view>(table, cell);
    if (!found) return std::nullopt;
    return std::string(*found);
}

std::optional<int> grade_named(std::string_view cell) {
    if (cell.starts_with('-')) return std::nullopt;
    std::string text = folded(cell);
    if (text.empty()) return 0;
    for (const std::string_view ending : {" grado", " grade", " curso"})
        if (text.ends_with(ending)) text.resize(text.size() - ending.size());
    static constexpr std::string_view names[] = {"primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "septimo", "octavo", "noveno"};
    for (std::size_t n = 0; n < std::size(names); ++n)
        if (text == names[n] || text == std::string(names[n]) + "o") return static_cast<int>(n) + 1;
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto grade = whole(text.substr(0, end));
    static constexpr std::string_view endings[] = {"", "°", "º", "ro", "do", "to", "mo", "vo", "no", "er", "th", "st", "nd", "rd", " ro", " do", " to"};
    const bool known_ending = std::ranges::find(endings, std::string_view(text).substr(end)) != std::end(endings);
    if (!grade || !known_ending || *grade < 1 || *grade > 12) return std::nullopt;
    return grade;
}

std::optional<int> year_named(std::string_view cell) {
    if (const auto date = sheet_date(cell)) return static_cast<int>(base::Date{*date}.year());
    const auto year = whole(cell);
    if (!year || *year < 1000 || *year > 9999) return std::nullopt;
    return year;
}

std::optional<std::chrono::sys_days> sheet_date(std::string_view cell) {
    // Other programs write a day as its first second: "2027-02-10 00:00:00".
    if (const auto time = cell.find_first_of(" T"); time != std::string_view::npos && cell.substr(time + 1).starts_with('0') &&
                                                    cell.find_first_not_of("0:.Z", time + 1) == std::string_view::npos)
        cell = cell.substr(0, time);
    if (const auto iso = base::parse_date(cell)) return iso;
    const auto parts = split(cell, "/-.");
    if (parts.size() != 3 || parts[2].size() != 4) return std::nullopt;
    const auto day = whole(parts[0]);
    const auto month = whole(parts[1]);
    const auto year = whole(parts[2]);
    if (!day || !month || !year || *day < 1 || *month < 1) return std::nullopt;
    const base::Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)}, std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::vector<std::string> language_tags_of(std::string_view cell) {
    static constexpr Word<std::string_view> table[] = {
        {"es|espanol|castellano|spanish", "es"}, {"gn|guarani|gug|avane'e|guarani ne'e", "gn"}, {"en|ingles|english", "en"},
        {"pt|portugues|portuguese", "pt"},       {"ht|creole|criollo|kreyol|haitiano", "ht"}, {"jopara|yopara|mixto|mixed|guarani castellano|castellano guarani", "jopara"}};
    std::vector<std::string> tags;
    const auto add = [&](std::string_view tag) {
        if (std::ranges::find(tags, tag) == tags.end()) tags.emplace_back(tag);
    };
    for (const std::string& word : listed(cell)) {
        const auto tag = lookup<std::string_view>(table, word);
        if (tag && *tag == "jopara") {
            add("gn");
            add("es");
        } else {
            add(tag ? *tag : std::string_view(word));
        }
    }
    return tags;
}

std::optional<ConsentChannels> consent_channels_named(std::string_view cell) {
    ConsentChannels channels;
    const std::string text = folded(cell);
    if (text.empty()) return channels;
    channels = {false, false, false, false};
    static constexpr Word<int> table[] = {{"llamadas|llamada|calls|call|voz", 0}, {"mensajes|mensaje|textos|texto|sms|texts|text|messages", 1},
                                          {"grabacion|grabar|recording|grabaciones", 2}, {"investigacion|research|datos|estudio", 3}};
    bool* const flags[] = {&channels.calls, &channels.texts, &channels.recording, &channels.research};
    for (const std::string& word : listed(cell)) {
        const auto index = lookup<int>(table, word);
        if (!index) return std::nullopt;
        *flags[*index] = true;
    }
    return channels;
}

std::vector<std::string> phones_of(std::string_view cell) {
    std::string text(cell);
    for (const std::string_view word : {" y ", " o ", " e ", " and ", " or "})
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) text.replace(at, word.size(), ";");
    const auto digits = [](const std::string& part) { return std::ranges::count_if(part, [](char c) { return c >= '0' && c <= '9'; }); };
    constexpr int digits_min = 6;  // "021/445 100" is one number
    const auto slashed = split(text, "/");
    const bool parted = std::ranges::all_of(slashed, [&](const std::string& part) { return digits(part) >= digits_min; });
    // In 9,81E+08 the comma is the spreadsheet's, and so is it in 595951000103,0.
    const bool spreadsheet_number = spreadsheet_digits(text);
    std::vector<std::string> numbers;
    for (std::string& part : split(text, std::string(";|\n\r") + (parted ? "/" : "") + (spreadsheet_number ? "" : ","))) {
        const auto first = part.find_first_not_of(" \t");
        part = part.substr(first, part.find_last_not_of(" \t") - first + 1);
        if (part.starts_with('\'')) part.erase(0, 1);
        if (part.starts_with("tel:")) part.erase(0, 4);
        if (!part.empty()) numbers.push_back(part);
    }
    return numbers;
}

bool spreadsheet_digits(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    const auto mark = text.find_first_of(".,");
    const auto whole_part = text.substr(0, mark);
    if (whole_part.empty() || whole_part.find_first_not_of("0123456789+-") != std::string_view::npos) return false;
    std::string_view rest = mark == std::string_view::npos ? text.substr(text.size()) : text.substr(mark + 1);
    const auto e = rest.find_first_of("eE");
    if (e != std::string_view::npos)
        return e > 0 && rest.substr(0, e).find_first_not_of("0123456789") == std::string_view::npos && rest.size() > e + 1 &&
               rest.substr(e + 1).find_first_not_of("0123456789+-") == std::string_view::npos;
    constexpr std::size_t digits_min = 6;
    return mark != std::string_view::npos && whole_part.size() >= digits_min && !rest.empty() && rest.find_first_not_of('0') == std::string_view::npos;
}

bool is_person(std::string_view cell) {
    static constexpr std::string_view answers[] = {"si", "s", "x", "yes", "y", "ok", "no", "n", "v", "true", "false", "verdadero", "falso", "firmado", "firmo", "signed",
                                                   "dado", "given", "acepta", "acepto", "autoriza", "autorizado", "autorizo", "consiente", "todo", "todos", "all", "none", "ninguno", "na", "n/a", "nd", "s/d"};
    const std::string word = folded(cell);
    if (std::ranges::find(answers, word) != std::end(answers)) return false;
    std::size_t letters = 0;  // any letter of any alphabet: bytes beyond ASCII count as such
    for (const char c : word) letters += (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80 ? 1 : 0;
    return letters >= 2;
}

bool spreadsheet_date(std::string_view cell) {
    const auto number = whole(cell.substr(0, std::min(cell.find_first_of(".,"), cell.size())));
    constexpr int first_day = 25'569;  // 1970-01-01 in the spreadsheet's count
    constexpr int last_day = 73'050;   // 2099-12-31
    return cell.size() >= 5 && number && *number >= first_day && *number <= last_day && cell.find_first_not_of("0123456789.,") == std::string_view::npos;
}

}  // namespace tutorline::program
