/** Peers that mean harm. Each test is named by a claim of docs/threat-model.md. */
@NullMarked
package ankurah.adversary;

import org.jspecify.annotations.NullMarked;
