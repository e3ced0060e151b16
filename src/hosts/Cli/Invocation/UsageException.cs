namespace Kirana.Cli.Invocation;

/// <summary>The command line asks for something that cannot be: two options that exclude each other, a value out of its range.</summary>
/// <param name="message">What is wrong, as one sentence.</param>
/// <param name="hint">What to write instead, if something can be said.</param>
internal sealed class UsageException(string message, string? hint = null) : Exception(message)
{
    /// <summary>What to write instead.</summary>
    public string? Hint { get; } = hint;
}
