#include "program/roster_columns.hpp"

#include "program/csv.hpp"

namespace tutorline::program {

std::span<const ColumnSpec> student_columns() {
    static const std::vector<ColumnSpec> columns{
        {"id", true, "id", "id", {"codigo", "code", "student", "student id", "id estudiante", "id alumno", "alumno id", "estudiante id", "key", "clave"}, "EJEMPLO-1", "EXAMPLE-1"},
        {"first_name", true, "nombre", "first name", {"name", "primer nombre", "nombre alumno", "nombre del alumno", "nombre estudiante", "nombre del estudiante", "nombre de pila", "firstname", "student name", "estudiante", "alumno"}, "Luis", "Luis"},
        {"caregiver", false, "responsable", "caregiver", {"caregiver name", "nombre responsable", "nombre del responsable", "cuidador", "cuidadora", "encargado", "encargada", "tutor legal", "guardian", "madre padre o encargado", "adulto", "adulto responsable", "adult"}, "Ramona", "Ramona"},
        {"relation", false, "relacion", "relation", {"parentesco", "vinculo", "caregiver relation", "relationship", "relacion responsable"}, "abuela", "grandmother"},
        {"phone", true, "telefono", "phone", {"phones", "telefonos", "telefono 1", "phone 1", "phone1", "telefono1", "celular", "cel", "celular 1", "tel", "numero", "movil", "mobile", "whatsapp", "phone number", "numero de telefono"}, "0951 000 901", "0951 000 901"},
        {"phone2", false, "telefono 2", "phone 2", {"phone2", "telefono2", "celular 2", "segundo telefono", "second phone", "otro telefono", "telefono alternativo", "backup phone"}, "", ""},
        {"phone3", false, "telefono 3", "phone 3", {"phone3", "telefono3", "celular 3", "tercer telefono", "third phone"}, "", ""},
        {"language", true, "idioma", "language", {"languages", "idiomas", "lengua", "lenguas", "idioma del hogar", "home language", "lengua materna", "idioma hogar"}, "jopara", "jopara"},
        {"text_language", false, "idioma de los mensajes", "text language", {"idioma mensajes", "idioma textos", "language of texts", "idioma sms", "sms language"}, "", ""},
        {"grade", false, "grado", "grade", {"curso", "ano", "year of school", "class"}, "4", "4"},
        {"level", false, "nivel", "level", {"nivel inicial", "diagnostico", "baseline level", "baseline", "start level"}, "suma", "addition"},
        {"school", false, "escuela", "school", {"colegio", "institucion", "escuela nombre", "nombre de la escuela", "school name"}, "Esc. Basica 123", "Basic School 123"},
        {"department", false, "departamento", "department", {"depto", "dpto", "region", "provincia", "province", "state", "estado"}, "", ""},
        {"area", false, "area", "area", {"zona", "urbano rural", "rural urbano", "zone"}, "rural", "rural"},
        {"sex", false, "sexo", "sex", {"genero", "gender"}, "m", "m"},
        {"birth_year", false, "año de nacimiento", "birth year", {"nacimiento", "ano nacimiento", "ano nac", "year of birth", "birthyear", "fecha de nacimiento", "birth date", "date of birth"}, "2016", "2016"},
        {"support_needs", false, "apoyos", "support needs", {"necesidades", "necesidades de apoyo", "apoyo", "discapacidad", "disability", "support", "support need"}, "", ""},
        {"weeks_missed", false, "semanas sin contacto", "weeks without contact", {"semanas perdidas", "sin contacto", "weeks missed", "missed weeks", "missed contact", "contacto perdido"}, "", ""},
        {"windows", true, "horarios", "windows", {"horario", "ventanas", "ventana", "disponibilidad", "availability", "hours", "horas", "window", "when", "cuando", "times"}, "lun-vie 17:00-20:00; sáb 9-12", "Mon-Fri 17:00-20:00; Sat 9-12"},
        {"consent_by", false, "consentimiento de", "consent by", {"consentimiento", "consent", "consent who", "consent given by", "consentimiento quien", "consentimiento dado por", "quien consiente", "autoriza", "autorizacion de", "given by", "consentimiento por"}, "Ramona", "Ramona"},
        {"consent_on", false, "consentimiento fecha", "consent on", {"fecha de consentimiento", "fecha consentimiento", "consent date", "consent when", "consentimiento cuando", "fecha autorizacion", "consentimiento el", "given on"}, "2027-02-10", "2027-02-10"},
        {"consent_how", false, "consentimiento como", "consent how", {"consent method", "medio de consentimiento", "consentimiento medio", "como consintio", "forma de consentimiento", "method"}, "papel", "paper"},
        {"consent_version", false, "consentimiento version", "consent version", {"consent text", "consent text version", "version del texto", "version de texto", "consentimiento texto", "text version", "version", "consentimiento version texto"}, "v1", "v1"},
        {"consent_for", false, "consentimiento para", "consent for", {"consent channels", "canales", "consent channel", "autoriza para", "channels"}, "llamadas, mensajes", "calls, texts"},
        {"tutor_gender", false, "genero del tutor", "tutor gender", {"prefiere tutor", "tutor preferido", "genero tutor", "tutor gender wish", "preferencia de genero", "sexo del tutor", "tutor wish"}, "", ""},
        {"household", false, "hogar", "household", {"familia", "family", "household id", "id hogar"}, "", ""},
    };
    return columns;
}

std::span<const ColumnSpec> tutor_columns() {
    static const std::vector<ColumnSpec> columns{
        {"id", true, "id", "id", {"codigo", "code", "tutor", "tutor id", "id tutor", "key", "clave"}, "EJEMPLO-T1", "EXAMPLE-T1"},
        {"name", true, "nombre", "name", {"first name", "nombre del tutor", "tutor name", "nombre tutor", "nombre tutora", "tutora"}, "Rosa", "Rosa"},
        {"phone", true, "telefono", "phone", {"phones", "telefonos", "celular", "cel", "tel", "numero", "movil", "mobile", "whatsapp", "phone number", "numero de telefono"}, "0951 000 902", "0951 000 902"},
        {"languages", true, "idiomas", "languages", {"language", "idioma", "lenguas", "lengua"}, "es, gn", "es, gn"},
        {"levels", false, "niveles", "levels", {"level", "nivel", "ensena", "teaches", "operaciones"}, "", ""},
        {"windows", true, "horarios", "windows", {"horario", "ventanas", "disponibilidad", "availability", "hours", "horas", "window", "times"}, "lun-jue 16-20; sáb 8:30-12", "Mon-Thu 16-20; Sat 8:30-12"},
        {"minutes_per_week", true, "minutos por semana", "minutes a week", {"minutes per week", "minutes week", "minutos semanales", "minutos semana", "minutos", "minutes", "weekly minutes", "minutos a la semana"}, "300", "300"},
        {"department", false, "departamento", "department", {"depto", "dpto", "region", "provincia", "province", "state", "estado"}, "", ""},
        {"gender", false, "genero", "gender", {"sexo", "sex"}, "f", "f"},
    };
    return columns;
}

std::string roster_template(std::span<const ColumnSpec> columns, std::string_view language, std::string_view remark) {
    const bool spanish = language == "es";
    std::vector<std::string> header;
    std::vector<std::string> example;
    for (const ColumnSpec& column : columns) {
        header.emplace_back(spanish ? column.es : column.en);
        example.emplace_back(spanish ? column.example_es : column.example_en);
    }
    return std::string(csv_bom) + csv_line(header) + csv_line({"# " + std::string(remark)}) + csv_line(example);
}

bool is_example_id(std::string_view id) { return id.starts_with("EJEMPLO-") || id.starts_with("EXAMPLE-"); }

}  // namespace tutorline::program
