package ankurah.query.internal;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Literals;
import ankurah.query.Operand;
import ankurah.query.Row;

/** A compiled operand. */
interface Source {
    Value read(Row row);

    static Source of(Operand operand) {
        return switch (operand) {
            case Operand.Path path when !path.isProperty() -> row -> Paths.read(path, row);
            case Operand.Path path when path.property().equals(Names.ID) -> row -> new Value.Id(row.id());
            case Operand.Path path -> {
                String property = path.property();
                yield row -> Literals.compared(row.get(property));
            }
            case Operand.Literal literal -> {
                Value value = Literals.compared(literal.value());
                yield row -> value;
            }
            case Operand.Parameter parameter -> throw new IllegalStateException("unbound: " + parameter.name());
        };
    }
}
