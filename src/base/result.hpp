// Expected failure as a value. Exceptions are for what should never happen (STYLE: habit 9).
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace tutorline::base {

/// Why something failed and what may be done about it: an error carries its policy, nobody matches strings.
struct Error {
    enum class Policy {
        permanent,  ///< the same call will fail again
        retryable,  ///< surely not carried out; the same call may be tried again
        unknown,    ///< may or may not have been carried out: reconcile before anything else
    };
    Policy policy = Policy::permanent;
    std::string code;     ///< short and stable, for logs and tests; never personal data
    std::string message;  ///< for a person; never personal data
    bool retryable() const { return policy == Policy::retryable; }
};

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by intent
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by intent
    explicit operator bool() const { return state_.index() == 0; }
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    const Error& error() const { return std::get<1>(state_); }
    T* operator->() { return &std::get<0>(state_); }
    const T* operator->() const { return &std::get<0>(state_); }
    T& operator*() & { return std::get<0>(state_); }
    const T& operator*() const& { return std::get<0>(state_); }

  private:
    std::variant<T, Error> state_;
};

}  // namespace tutorline::base
