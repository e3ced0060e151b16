namespace Kirana.Data;

/// <summary>Input that cannot be used as it is: what was expected, what was found, where, and what to do next.</summary>
/// <remarks>Thrown by every reader and by every <c>Fit</c> whose data breaks its contract. A caller's own mistake is an
/// <see cref="ArgumentException"/> instead.</remarks>
public sealed class DataException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected and what was found, as one sentence.</param>
    /// <param name="innerException">The cause, if another exception tells more.</param>
    public DataException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>A stable, lower-case, hyphenated name of the fault, such as <c>missing-column</c>; <c>bad-data</c> by default.</summary>
    public string Code { get; init; } = "bad-data";

    /// <summary>The file or source the data came from, if there is one.</summary>
    public string? File { get; init; }

    /// <summary>The one-based row (line of the file where there is one) of the fault, if it lies in one row.</summary>
    public long? Row { get; init; }

    /// <summary>The column's name, if the fault lies in one column.</summary>
    public string? Column { get; init; }

    /// <summary>What to do next, as one sentence, if something can be said.</summary>
    public string? Hint { get; init; }
}
