/**
 * Accounts, what they may do and where, how they sign in; the one security chain. Knows
 * nothing of households.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "paper", "area" })
package vn.maiam.account;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
