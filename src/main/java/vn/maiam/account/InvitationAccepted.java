package vn.maiam.account;

import vn.maiam.shared.UserId;

/**
 * Somebody has accepted a right that was offered. Published in the transaction in which
 * it is given.
 */
public record InvitationAccepted(long invitation, UserId account) {
}
