package dev.heal.mcp;

/**
 * Who calls a tool.
 *
 * @param name the name that approvals are noted under
 * @param mayAct whether tools may be called that change something
 */
public record Caller(String name, boolean mayAct) {

}
