package dev.heal.redaction;

/**
 * How a value is written.
 */
enum ValueStyle {

	/**
	 * {@code name=value}.
	 */
	ASSIGNED,

	/**
	 * {@code ?name=value} in a URL.
	 */
	QUERY,

	/**
	 * {@code NAME=value} from the beginning of a line.
	 */
	LINE,

	/**
	 * {@code "name": value}.
	 */
	FIELD,

	/**
	 * {@code name: value}, somewhere in a line.
	 */
	PLAIN,

	/**
	 * {@code name:value}, unless the name is quoted.
	 */
	TIGHT,

	/**
	 * {@code name: value} alone in a line.
	 */
	YAML,

	/**
	 * {@code name:  value} in a table of kubectl's.
	 */
	ALIGNED,

	/**
	 * {@code name%3Dvalue}.
	 */
	PERCENT,

	/**
	 * The text of an XML element.
	 */
	MARKUP,

	/**
	 * {@code "name", "value"}.
	 */
	LISTED,

	/**
	 * {@code name,value} or a cell of a table.
	 */
	CELL,

	/**
	 * {@code NAME 'value'}.
	 */
	SQL,

	/**
	 * {@code --name value}.
	 */
	ARGUMENT

}
