/**
 * Things of any module by name: whether the person present sees them, what hangs on them,
 * and who has looked. Knows no module's things itself.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "account" })
package vn.maiam.subject;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
