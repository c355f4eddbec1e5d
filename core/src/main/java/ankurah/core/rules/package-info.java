/** Permissions as data: who may see and change what, as conditions over rows and principals. docs/policy.md is its page. */
@NullMarked
package ankurah.core.rules;

import org.jspecify.annotations.NullMarked;
