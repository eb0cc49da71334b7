package vn.maiam.account;

import vn.maiam.shared.UserId;

/**
 * A letter with a one-time code is to go to an account's owner. Published inside the
 * transaction in which it was asked for.
 */
public record CodeWanted(UserId account) {
}
