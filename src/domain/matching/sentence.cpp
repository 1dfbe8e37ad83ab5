#include "domain/matching/sentence.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

bool spanish(const WeekWords& words) {
    return words.tongue == Tongue::spanish;
}

std::string language_name(const std::string& tag, const WeekWords& words) {
    static const struct {
        const char *tag, *english, *spanish;
    } names[] = {{"gn", "Guarani", "guaraní"},
                 {"es", "Spanish", "castellano"},
                 {"en", "English", "inglés"},
                 {"pt", "Portuguese", "portugués"},
                 {"ht", "Creole", "creole"}};
    for (const auto& name : names)
        if (tag == name.tag) return spanish(words) ? name.spanish : name.english;
    return tag;
}

std::string joined(const std::vector<std::string>& parts, const std::string& last) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == parts.size() ? " " + last + " " : ", ") + parts[i];
    return text;
}

std::string languages(const std::vector<std::string>& tags, const WeekWords& words, const std::string& english_last,
                      const std::string& spanish_last) {
    std::vector<std::string> names;
    for (const std::string& tag : tags) names.push_back(language_name(tag, words));
    return joined(names, spanish(words) ? spanish_last : english_last);
}

std::string hours(const std::vector<int>& slots, const WeekWords& words) {
    std::vector<std::string> names;
    for (const int slot : slots) names.push_back(slot_words(slot, words));
    return joined(names, spanish(words) ? "y" : "and");
}

std::string gender_words(Gender gender, const WeekWords& words) {
    if (gender == Gender::female) return spanish(words) ? "una tutora" : "a woman";
    if (gender == Gender::male) return spanish(words) ? "un tutor varón" : "a man";
    return spanish(words) ? "otra persona" : "somebody else";
}

std::string number(std::int64_t value) {
    return std::to_string(value);
}

std::string english(const Reason& r, const WeekWords& words) {
    const std::string tongue = languages(r.languages, words, "or", "o");
    const std::string who = r.household > 1 ? "the " + number(r.household) + " siblings" : "the student";
    const std::string tutors = r.tutors_asked == 1 ? "the one tutor" : "the " + number(r.tutors_asked) + " tutors";
    switch (r.kind) {
        case Reason::Kind::no_need:
            return "The rules give this student no need (0), so a place would only cost.";
        case Reason::Kind::language:
            return "No tutor speaks " + tongue + ".";
        case Reason::Kind::level:
            if (r.tutors_asked == 1) return "The one tutor who speaks " + tongue + " does not teach level " + number(r.level) + " or one next to it.";
            return "Of " + tutors + " who speak " + tongue + ", none teaches level " + number(r.level) +
                   " or one next to it.";
        case Reason::Kind::gender:
            if (r.tutors_asked == 1)
                return "The family wishes " + gender_words(r.gender, words) + "; the one tutor who speaks " + tongue + " and teaches level " + number(r.level) + " is not.";
            return "The family wishes " + gender_words(r.gender, words) + "; none of " + tutors + " who speak " +
                   tongue + " and teach level " + number(r.level) + " is.";
        case Reason::Kind::places:
            if (r.household == 1) return (r.tutors_asked == 1 ? "The one tutor who could teach the student takes" : "None of " + tutors + " who could teach the student takes") + (r.tutors_asked == 1 ? " no students." : " any student.");
            return (r.tutors_asked == 1 ? "The one tutor who could teach " + who + " does not take" : "None of " + tutors + " who could teach " + who + " takes") + " that many students.";
        case Reason::Kind::hours:
            return "No common hour with " + tutors + " who could teach " + who + " (" + tongue + ", level " +
                   number(r.level) + ").";
        case Reason::Kind::back_to_back:
            return "No tutor has " + number(r.household) + " hours one after the other in which " + who +
                   " can be called.";
        case Reason::Kind::days:
            return "The common hours with " + tutors + " who could teach " + who + " are on too few different days.";
        case Reason::Kind::short_day:
            return "A day has fewer hours than " + who + " need one after the other.";
        case Reason::Kind::wishes_apart:
            return "The siblings share one tutor, but they wish tutors of different gender.";
        case Reason::Kind::pin:
            return "The household cannot be placed around the place that is fixed for one of it.";
        case Reason::Kind::full:
            return "The common hours with " + tutors + " who could teach " + who +
                   " are taken by students with at least as much need.";
    }
    return "";
}

std::string in_spanish(const Reason& r, const WeekWords& words) {
    const std::string tongue = languages(r.languages, words, "or", "o");
    const std::string who = r.household > 1 ? "los " + number(r.household) + " hermanos" : "este estudiante";
    const bool one = r.tutors_asked == 1;
    const std::string tutors = one ? "el único tutor" : "los " + number(r.tutors_asked) + " tutores";
    const std::string of_tutors = one ? "del único tutor" : "de los " + number(r.tutors_asked) + " tutores";
    const std::string speak = one ? "que habla " : "que hablan ",
                      could = one ? "que podría enseñar a " : "que podrían enseñar a ";
    switch (r.kind) {
        case Reason::Kind::no_need:
            return "Las reglas le dan necesidad 0, así que un lugar solo tendría costo.";
        case Reason::Kind::language:
            return "Ningún tutor habla " + tongue + ".";
        case Reason::Kind::level:
            if (one) return "El único tutor que habla " + tongue + " no enseña el nivel " + number(r.level) + " ni uno vecino.";
            return "De " + tutors + " " + speak + tongue + ", ninguno enseña el nivel " + number(r.level) +
                   " ni uno vecino.";
        case Reason::Kind::gender:
            if (one) return "La familia pide " + gender_words(r.gender, words) + "; no lo es el único tutor que habla " + tongue + " y enseña el nivel " + number(r.level) + ".";
            return "La familia pide " + gender_words(r.gender, words) + "; no lo es ninguno " + of_tutors + " " +
                   speak + tongue + " y enseñan el nivel " + number(r.level) + ".";
        case Reason::Kind::places:
            if (one) return "El único tutor " + could + who + (r.household == 1 ? " no recibe estudiantes." : " no recibe tantos estudiantes.");
            if (r.household == 1) return "Ninguno " + of_tutors + " " + could + who + " recibe estudiantes.";
            return "Ninguno " + of_tutors + " " + could + who + " recibe tantos estudiantes.";
        case Reason::Kind::hours:
            return "No hay ninguna hora en común con " + tutors + " " + could + who + " (" + tongue + ", nivel " +
                   number(r.level) + ").";
        case Reason::Kind::back_to_back:
            return "Ningún tutor tiene " + number(r.household) + " horas seguidas en que se pueda llamar a " + who +
                   ".";
        case Reason::Kind::days:
            return "Las horas en común con " + tutors + " " + could + who + " caen en muy pocos días distintos.";
        case Reason::Kind::short_day:
            return "El día tiene menos horas que las que " + who + " necesitan seguidas.";
        case Reason::Kind::wishes_apart:
            return "Los hermanos comparten tutor, pero piden tutores de distinto género.";
        case Reason::Kind::pin:
            return "El hogar no se puede ubicar alrededor del lugar fijado para uno de sus integrantes.";
        case Reason::Kind::full:
            return "Las horas en común con " + tutors + " " + could + who +
                   " las tienen estudiantes con igual o mayor necesidad.";
    }
    return "";
}

std::string newcomer_words(const Change& change, const Problem& problem, const WeekWords& words) {
    const bool es = spanish(words), several = change.newcomers > 1;
    const Tutor& who = *change.newcomer;
    std::vector<std::string> levels;
    for (const int level : who.levels) levels.push_back(number(level));
    const std::string whoever = !several ? gender_words(who.gender, words)
                                : who.gender == Gender::female ? (es ? "tutoras" : "women") : (es ? "tutores varones" : "men");
    const std::string gender = who.gender == Gender::any ? "" : ", " + whoever;
    const std::string count = number(change.newcomers), when = hours(change.slots, words);
    std::string text;
    if (es)
        text = (several ? count + " tutores más en " : "Un tutor más en ") + who.department + gender +
               (several ? ", que hablen " : " que hable ") + languages(who.languages, words, "and", "y") +
               (several ? " y enseñen " : " y enseñe ") + (levels.size() > 1 ? "los niveles " : "el nivel ") + joined(levels, "y") + ": " + when;
    else
        text = (several ? count + " more tutors in " : "One more tutor in ") + who.department + gender + (gender.empty() ? "" : ",") +
               (several ? " who speak " : " who speaks ") + languages(who.languages, words, "and", "y") +
               (several ? " and teach level" : " and teaches level") + (levels.size() > 1 ? "s " : " ") + joined(levels, "and") + ": " + when;
    for (const auto& [student, slot] : change.family_hours)
        text += (es ? "; y que " : "; and that ") + problem.students[at(student)].id + (es ? " pueda también " : " can also be called ") +
                slot_words(slot, words);
    if (change.need > 0) text += (es ? "; y necesidad " : "; and a need of ") + number(change.need) + (es ? "" : " for the student");
    return text + ".";
}

std::string terms_words(const CostTerms& terms, const WeekWords& words) {
    std::vector<std::string> parts;
    const auto term = [&](std::int64_t value, const char* english_name, const char* spanish_name) {
        if (value > 0)
            parts.push_back(number(value) + (spanish(words) ? std::string(" por ") + spanish_name
                                                            : std::string(" for ") + english_name));
    };
    term(terms.slots, "the hour", "la hora");
    term(terms.language, "the second language", "la segunda lengua");
    term(terms.level, "a level next to the tutor's", "un nivel vecino al del tutor");
    term(terms.department, "another department", "otro departamento");
    term(terms.tutor_changed, "a change of tutor", "el cambio de tutor");
    return number(terms.sum()) + (parts.empty() ? "" : " (" + joined(parts, spanish(words) ? "y" : "and") + ")");
}

}  // namespace

std::string slot_words(int slot, const WeekWords& words) {
    static const char* const days_english[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
    static const char* const days_spanish[] = {"lunes",   "martes", "miércoles", "jueves",
                                               "viernes", "sábado", "domingo"};
    const int day = slot / words.slots_per_day, n = slot % words.slots_per_day;
    const std::string name = spanish(words) ? days_spanish[day] : days_english[day];
    if (words.first_minute < 0) return name + (spanish(words) ? ", turno " : ", slot ") + number(n) + (spanish(words) ? " del día" : " of the day");
    const int minute = words.first_minute + 30 * n;
    const std::string clock = (minute / 60 < 10 ? "0" : "") + number(minute / 60) + (minute % 60 == 0 ? ":00" : ":30");
    return name + (spanish(words) ? " a las " : " at ") + clock;
}

std::string sentence(const Reason& reason, const WeekWords& words) {
    const std::string text = spanish(words) ? in_spanish(reason, words) : english(reason, words);
    if (!reason.cut_short) return text;
    return text + (spanish(words) ? " No se encontró un cambio que alcance: la búsqueda se cortó antes de terminar."
                                  : " No change that is enough was found: the search for one was cut short.");
}

std::string sentence(const Change& change, const Problem& problem, const WeekWords& words) {
    const bool es = spanish(words);
    const std::string tutor = change.tutor >= 0 ? problem.tutors[at(change.tutor)].id : "";
    const std::string when = hours(change.slots, words);
    const bool one = change.slots.size() == 1;
    const std::string count = number(static_cast<std::int64_t>(change.slots.size()));
    switch (change.kind) {
        case Change::Kind::tutor_hour:
            if (es) return (one ? "Una hora más de " : count + " horas más de ") + tutor + ": " + when + ".";
            return (one ? "One more hour of " : count + " more hours of ") + tutor + ": " + when + ".";
        case Change::Kind::student_hour:
            if (es)
                return (one ? "Que la familia ofrezca una hora más: "
                            : "Que la familia ofrezca " + count + " horas más: ") +
                       when + ".";
            return (one ? "One more hour of the family: " : count + " more hours of the family: ") + when + ".";
        case Change::Kind::tutor_place: {
            const std::string places = number(change.students_max), now = number(problem.tutors[at(change.tutor)].students_max);
            if (es) return "Que " + tutor + " tome " + places + (change.students_max == 1 ? " estudiante" : " estudiantes") + " en vez de " + now + ".";
            return "That " + tutor + " takes " + places + (change.students_max == 1 ? " student" : " students") + " instead of " + now + ".";
        }
        case Change::Kind::gender_wish:
            return es ? "Que la familia acepte un tutor o una tutora."
                      : "That the family accepts a tutor of any gender.";
        case Change::Kind::new_tutor:
            return newcomer_words(change, problem, words);
        case Change::Kind::need:
            return (es ? "Darle necesidad " : "Giving the student a need of ") + number(change.need) + ".";
    }
    return "";
}

std::string sentence(const PairExplanation& e, const Problem& problem, const WeekWords& words) {
    const bool es = spanish(words);
    const std::string student = problem.students[at(e.student)].id, tutor = problem.tutors[at(e.tutor)].id;
    std::string text = es ? student + " va con " + tutor + ", " + hours(e.slots, words) + ": costo " +
                                terms_words(e.terms, words) + "."
                          : student + " goes to " + tutor + ", " + hours(e.slots, words) + ": cost " +
                                terms_words(e.terms, words) + ".";
    if (!e.runner_up) return text + (es ? " Nadie más podría enseñarle." : " Nobody else could teach this student.");
    const auto& next = *e.runner_up;
    const std::string other = problem.tutors[at(next.tutor)].id;
    text += (es ? " Le sigue " : " Next comes ") + other + ", " + hours(next.slots, words) +
            (es ? ": costo " : ": cost ") + terms_words(next.terms, words) + ".";
    std::vector<std::string> ids;
    for (const int s : next.displaced) ids.push_back(problem.students[at(s)].id);
    if (!ids.empty())
        text += (es ? " Esa hora la tiene hoy " : " That hour is held by ") + joined(ids, es ? "y" : "and") + ".";
    if (!next.need_lost) return text;
    if (*next.need_lost > 0)
        return text + (es ? " Ganaría solo si se aceptara perder " + number(*next.need_lost) + " de necesidad atendida."
                          : " It would win only if " + number(*next.need_lost) + " of placed need were given up.");
    if (*next.cost_more == 0)
        return text + (es ? " Para el conjunto da igual: decide el orden de la lista."
                          : " For the whole match it is a tie: the order of the list decides.");
    return text + (es ? " Ganaría si le costara " + number(*next.cost_more + 1) + " menos al conjunto."
                      : " It would win if it cost the whole match " + number(*next.cost_more + 1) + " less.");
}

}  // namespace tutorline::domain::matching
