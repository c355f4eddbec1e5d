package mistakes;

import ankurah.model.Model;
import ankurah.model.Was;

class Names {
    @Model
    record Own(
            String id, // ! 'id' is made by create and never changes: leave it out, and read it with view.id()
            String _hidden, // ! names that begin with '_' are the system's own: write 'hidden'
            String value, // ! view.value() is the whole record: choose another name; @Was("value") stores it under this one
            String ref, // ! view.ref() is the reference to the row: choose another name; @Was("ref") stores it under this one
            String entity) {} // ! view.entity() is what lies under the view: choose another name; @Was("entity") stores it under this one

    @Model
    record Alike(
            String birthYear,
            String birth_year, // ! 'birth_year' and 'birthYear' would both be the constant BIRTH_YEAR: rename one
            String Id, // ! 'Id' and 'id' would both be the constant ID: rename one
            String alikeModel) {} // ! 'alikeModel' and 'ALIKE_MODEL' would both be the constant ALIKE_MODEL: rename one

    @Model
    record Former(
            @Was("a") String a, // ! the property is called 'a' already: write the name it had first, or take @Was away
            @Was("id") String b, // ! the property name 'id' is reserved: 'id' and names beginning with '_' are the system's own
            @Was("") String c, // ! the property name has to have 1 to 255 bytes: ''
            @Was("shared") String d,
            @Was("shared") String e, // ! 'e' and 'd' would both be stored as 'shared': take a name for this one that was never used
            String f,
            @Was("f") String g) {} // ! 'g' and 'f' would both be stored as 'f': take a name for this one that was never used
}
