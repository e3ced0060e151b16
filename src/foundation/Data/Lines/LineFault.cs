namespace Kirana.Data.Lines;

/// <summary>Why one record cannot be used.</summary>
/// <param name="Code">A lower-case hyphenated word: <c>field-count</c>, <c>unclosed-quote</c>, <c>bad-encoding</c>, <c>too-long</c>, <c>bad-json</c>.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record LineFault(string Code, string Message);
