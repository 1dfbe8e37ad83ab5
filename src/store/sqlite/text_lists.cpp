#include "store/sqlite/text_lists.hpp"

#include <charconv>

namespace tutorline::store {
namespace {

template <class Each>
void each_part(std::string_view text, char separator, Each each) {
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        each(text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

/// Reads the digits at the front and takes them off.
int take_number(std::string_view& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{} ? value : 0;
}

}  // namespace

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += ',';
        text += word;
    }
    return text;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    each_part(text, ',', [&](std::string_view part) { words.emplace_back(part); });
    return words;
}

std::string join(const std::vector<int>& numbers) {
    std::string text;
    for (const int number : numbers) {
        if (!text.empty()) text += ',';
        text += std::to_string(number);
    }
    return text;
}

std::vector<int> split_numbers(std::string_view text) {
    std::vector<int> numbers;
    each_part(text, ',', [&](std::string_view part) { numbers.push_back(take_number(part)); });
    return numbers;
}

std::string windows_text(const std::vector<domain::WeeklyWindow>& windows) {
    std::string text;
    for (const domain::WeeklyWindow& window : windows) {
        if (!text.empty()) text += ';';
        text += std::to_string(window.weekday) + ' ' + std::to_string(window.from_minute) + '-' +
                std::to_string(window.to_minute);
    }
    return text;
}

std::vector<domain::WeeklyWindow> windows_from(std::string_view text) {
    std::vector<domain::WeeklyWindow> windows;
    each_part(text, ';', [&](std::string_view part) {
        domain::WeeklyWindow window;
        window.weekday = take_number(part);
        if (!part.empty()) part.remove_prefix(1);
        window.from_minute = take_number(part);
        if (!part.empty()) part.remove_prefix(1);
        window.to_minute = take_number(part);
        windows.push_back(window);
    });
    return windows;
}

}  // namespace tutorline::store
