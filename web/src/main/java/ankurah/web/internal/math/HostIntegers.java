package ankurah.web.internal.math;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** The host's integers of any size, its BigInt. */
final class HostIntegers {
    private HostIntegers() {}

    @JSBody(
            params = {"high", "low"},
            script = "return BigInt(high) << BigInt(32) | BigInt(low >>> 0);")
    static native JSObject ofHalves(int high, int low);

    @JSBody(
            params = "bytes",
            script = "var hex = '0x0'; for (var i = 0; i < bytes.length; i++) {"
                    + " hex += (256 + (bytes[i] & 255)).toString(16).substring(1); } return BigInt(hex);")
    static native JSObject ofBytes(Int8Array bytes);

    /** @param digits of the number, perhaps behind a sign */
    @JSBody(params = "digits", script = "return BigInt(digits);")
    static native JSObject ofDigits(String digits);

    @JSBody(
            params = {"one", "other"},
            script = "return one + other;")
    static native JSObject sum(JSObject one, JSObject other);

    @JSBody(
            params = {"one", "other"},
            script = "return one - other;")
    static native JSObject difference(JSObject one, JSObject other);

    @JSBody(
            params = {"one", "other"},
            script = "return one * other;")
    static native JSObject product(JSObject one, JSObject other);

    @JSBody(
            params = {"one", "other"},
            script = "return one / other;")
    static native JSObject quotient(JSObject one, JSObject other);

    @JSBody(
            params = {"one", "other"},
            script = "return one % other;")
    static native JSObject remainder(JSObject one, JSObject other);

    @JSBody(
            params = {"base", "exponent"},
            script = "var power = BigInt(1); for (; exponent > 0; exponent >>= 1) {"
                    + " if (exponent & 1) { power *= base; } base *= base; } return power;")
    static native JSObject power(JSObject base, int exponent);

    @JSBody(
            params = {"value", "distance"},
            script = "return value << BigInt(distance);")
    static native JSObject shifted(JSObject value, int distance);

    @JSBody(params = "value", script = "return ~value;")
    static native JSObject inverted(JSObject value);

    @JSBody(params = "value", script = "return -value;")
    static native JSObject minus(JSObject value);

    @JSBody(params = "value", script = "return value > 0 ? 1 : value < 0 ? -1 : 0;")
    static native int sign(JSObject value);

    @JSBody(
            params = {"one", "other"},
            script = "return one < other ? -1 : one > other ? 1 : 0;")
    static native int compare(JSObject one, JSObject other);

    @JSBody(
            params = "value",
            script =
                    "var absolute = value < 0 ? ~value : value; return absolute == 0 ? 0 : absolute.toString(2).length;")
    static native int bits(JSObject value);

    @JSBody(
            params = {"value", "length"},
            script = "var hex = BigInt.asUintN(length * 8, value).toString(16).padStart(length * 2, '0');"
                    + " var bytes = new Int8Array(length); for (var i = 0; i < length; i++) {"
                    + " bytes[i] = parseInt(hex.substring(2 * i, 2 * i + 2), 16); } return bytes;")
    static native Int8Array bytes(JSObject value, int length);

    @JSBody(params = "value", script = "return Number(BigInt.asIntN(32, value));")
    static native int low(JSObject value);

    @JSBody(params = "value", script = "return Number(BigInt.asIntN(32, value >> BigInt(32)));")
    static native int high(JSObject value);

    @JSBody(params = "value", script = "return value.toString();")
    static native String text(JSObject value);

    /** The double closest to a number. */
    @JSBody(params = "number", script = "return Number(number);")
    static native double nearest(String number);
}
