#include "simulator/people/wording.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "simulator/people/number_words.hpp"

namespace tutorline::simulator {
namespace {

using program::ReplyKind;
using Words = std::span<const char* const>;

std::string one_of(Words words, base::Random& random) { return words[random.below(words.size())]; }

std::string by_tongue(Tongue tongue, Words spanish, Words guarani, base::Random& random) {
    const bool in_guarani = tongue == Tongue::guarani || (tongue == Tongue::jopara && random.chance(0.4));
    return one_of(in_guarani ? guarani : spanish, random);
}

constexpr std::array greetings_es{"hola", "hola profe", "grasias profe", "buen dia", "muchas gracias", "ok gracias"};
constexpr std::array greetings_gn{"mba'eichapa profe", "aguyje profe", "aguije", "iporã profe"};
constexpr std::array unsure_es{"no se", "nose", "no entiendo profe", "NOSE", "como se ase?", "no pude"};
constexpr std::array unsure_gn{"ndaikuaai", "nda ikuaai profe", "nantendei"};
constexpr std::array excuses_es{"no puede hoy puede ser mañana a las 7", "llame despues de las 6 porfa q estoy en el trabajo", "el sabado si puede",
                                "esta enfermo", "se corto la luz todo el dia", "no ay señal en mi casa solo en la ruta",
                                "me quede sin saldo no puedo mandar"};
constexpr std::array excuses_gn{"ehenoi jey ka'aru", "che memby oime eskuelape", "ndarekoi saldo"};
constexpr std::array who{"quien es?", "kien es", "de donde sacaron mi numero"};
constexpr std::array opt_out_es{"BAJA", "baja por favor", "no me manden mas mensajes", "ya no molesten", "STOP", "PARAR", "no quiero mas mensajes"};
constexpr std::array opt_out_gn{"ani pemondove mensaje", "BAJA", "anive pemondo mensaje"};
constexpr std::array nothing{"", ".", "👍", " ", "😊"};
constexpr std::array chatter{"jaja", "que lindo dia", "profe ayer jugo cerro", "baja el volumen jaja"};
constexpr std::array machines{"Tigo: Tenes 2 dias de internet gratis! Manda SI al 333", "Este es un mensaje automatico. Estoy manejando."};
constexpr std::array harm{"me pega mi padrastro tengo miedo", "me quiero morir", "che nupa che tio"};
constexpr std::array noise{"asdf", "ghj k", "la la la", "xq"};
constexpr std::array strangers{"numero equivocado", "aqui no vive nadie con ese nombre", "se equivoco de numero"};
constexpr std::array leavers{"ya no va a seguir", "mi hijo ya no va a seguir con las clases"};
constexpr std::array meetings_es{"martes 18:00", "jueves a las 5", "el sabado 10:00", "despues de las 6", "miercoles 19:00"};
constexpr std::array meetings_gn{"ehenoi jey ka'aru", "martes 18:00"};
constexpr std::array absences{"hoy no puedo llamar estoy con examen", "hoy no puedo", "hoy no voy a poder llamar, estoy enferma"};

std::optional<std::int64_t> whole(const std::string& answer) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), value);
    return error == std::errc{} && end == answer.data() + answer.size() ? std::optional{value} : std::nullopt;
}

/// Digits as typed: "13r3" becomes "13 resto 3" in one of the usual ways.
std::string digits(const std::string& answer, base::Random& random) {
    const auto mark = answer.find('r');
    if (mark == std::string::npos) return answer;
    static constexpr std::array joints{" resto ", " y sobran ", " sobra ", " r "};
    return answer.substr(0, mark) + one_of(joints, random) + answer.substr(mark + 1);
}

std::string in_words(Tongue tongue, const std::string& answer, base::Random& random) {
    const auto value = whole(answer);
    if (value && random.chance(0.55)) {
        if (tongue == Tongue::guarani || (tongue == Tongue::jopara && random.chance(0.3))) return guarani_words(*value);
        const std::string words = spanish_words(*value);
        return random.chance(0.5) ? misspelt(words, random) : words;
    }
    static constexpr std::array before{"es ", "da ", "profe ", "me salio ", "la respuesta es ", "= ", "creo que "};
    static constexpr std::array after{"", " profe", " piko?", " 😊", "."};
    if (random.chance(0.7)) return one_of(before, random) + digits(answer, random);
    return digits(answer, random) + one_of(after, random);
}

}  // namespace

std::string opt_out_text(Tongue tongue, base::Random& random) { return by_tongue(tongue, opt_out_es, opt_out_gn, random); }
bool means_stop(std::string_view text) {
    const auto among = [&](Words words) { return std::ranges::find(words, text) != words.end(); };
    return among(opt_out_es) || among(opt_out_gn) || among(strangers);
}
std::string stranger_text(base::Random& random) { return one_of(strangers, random); }
std::string leaving_text(base::Random& random) { return one_of(leavers, random); }
std::string meeting_text(Tongue tongue, base::Random& random) { return by_tongue(tongue, meetings_es, meetings_gn, random); }
std::string absence_text(base::Random& random) { return one_of(absences, random); }

std::string reply_text(ReplyKind kind, Tongue tongue, const std::string& answer, const std::string& other, base::Random& random) {
    switch (kind) {
        case ReplyKind::number: return digits(answer, random);
        case ReplyKind::words: return in_words(tongue, answer, random);
        case ReplyKind::several: return other.empty() ? answer + " " + answer + " " + answer : other + " y " + digits(answer, random);
        case ReplyKind::ambiguous: return answer + " o " + (other.empty() ? answer + "0" : other);
        case ReplyKind::greeting: return by_tongue(tongue, greetings_es, greetings_gn, random);
        case ReplyKind::dont_know: return by_tongue(tongue, unsure_es, unsure_gn, random);
        case ReplyKind::reschedule: return by_tongue(tongue, excuses_es, excuses_gn, random);
        case ReplyKind::who: return one_of(who, random);
        case ReplyKind::opt_out: return opt_out_text(tongue, random);
        case ReplyKind::empty: return one_of(nothing, random);
        case ReplyKind::chatter: return one_of(chatter, random);
        case ReplyKind::automated: return one_of(machines, random);
        case ReplyKind::safeguarding: return one_of(harm, random);
        case ReplyKind::unparsed: return one_of(noise, random);
    }
    return {};
}

std::string report_text(const CallStory& story, base::Random& random) {
    const std::string number = std::to_string(story.session), minutes = std::to_string(story.minutes);
    const auto dice = random.below(10);
    switch (story.what) {
        case CallStory::What::nobody: {
            static constexpr std::array ways{" no contesta", " no conteto x3", " apagado", " no contesta nadie"};
            return number + one_of(ways, random);
        }
        case CallStory::What::adult: {
            static constexpr std::array ways{" atendio la mama el nene no esta", " atendio la mama", " atendio la abuela, el nene no esta"};
            return number + one_of(ways, random);
        }
        case CallStory::What::dropped: return number + " se corto a los " + minutes + " min";
        case CallStory::What::stranger: return number + " equivocado";
        case CallStory::What::leaves: return number + " ya no va a seguir";
        case CallStory::What::child: break;
    }
    std::string text = number + (dice < 5 ? " OK " : " ok ") + minutes;
    if (dice >= 8) text += " min";
    if (story.level) text += dice >= 8 ? " nivel " + std::to_string(*story.level) : (dice < 5 ? " N" : " n") + std::to_string(*story.level);
    if (story.checkpoint) text += *story.checkpoint ? (dice >= 8 ? " bien" : dice < 5 ? " S" : " s") : (dice >= 8 ? " mal" : dice < 5 ? " N" : " n");
    return text;
}

}  // namespace tutorline::simulator
