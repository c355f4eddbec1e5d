package ankurah.web;

import ankurah.web.internal.policy.PolicyQuestion;
import ankurah.web.internal.run.JsErrors;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;

/**
 * The rules of docs/policy.md as an ES module of their own, for tests: nobody who only uses a database loads it.
 */
public final class PolicyEngine {
    private PolicyEngine() {}

    /** The answer as JSON, or an Error, which the caller throws. Without a question only the policy is read. */
    @JSExport
    public static JSObject ask(String policy, String question) {
        try {
            return JSString.valueOf(PolicyQuestion.answer(policy, question));
        } catch (RuntimeException | Error e) {
            return JsErrors.of(e);
        }
    }
}
