package vn.maiam.directive;

import java.util.List;

/**
 * Some have not received an order yet, and are told again.
 *
 * @param addresseeIds whose turn it is
 * @param escalated whether their leaders are told, too
 */
public record DirectiveReminded(long directiveId, List<Long> addresseeIds, boolean escalated) {
}
