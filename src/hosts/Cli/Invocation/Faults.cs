using Kirana.Data;

namespace Kirana.Cli.Invocation;

/// <summary>Says what every exception means to the person at the command line.</summary>
internal static class Faults
{
    /// <summary>The exit code and the error of an exception.</summary>
    /// <param name="exception">What ended the command.</param>
    public static (int ExitCode, CommandError Error) Explain(Exception exception) => exception switch
    {
        OperationCanceledException => (ExitCode.Cancelled, new CommandError("cancelled", "Cancelled; nothing was left half done.")),
        AggregateException { InnerExceptions.Count: > 0 } many => Explain(many.InnerExceptions[0]),
        UsageException usage => (ExitCode.Usage, new CommandError("bad-usage", usage.Message, Hint: usage.Hint)),
        DataException data => (ExitCode.Data, new CommandError(data.Code, data.Message, data.File, data.Row, data.Column, data.Hint)),
        KeyNotFoundException missing => (ExitCode.Missing, new CommandError("not-found", missing.Message)),
        ArgumentException wrong => (ExitCode.Usage, new CommandError("bad-value", WithoutParameter(wrong))),
        NotConvergedException stopped => (ExitCode.Failure,
            new CommandError("not-converged", stopped.Message, Hint: "Other options of the method may help; the data may hold something odd.")),
        FileNotFoundException or DirectoryNotFoundException => (ExitCode.Data, new CommandError("no-such-file", exception.Message, (exception as FileNotFoundException)?.FileName)),
        UnauthorizedAccessException or IOException => (ExitCode.Data,
            new CommandError("unusable-file", exception.Message, Hint: "Look at the file's rights and at the room left on the disk.")),
        OutOfMemoryException => (ExitCode.Failure, new CommandError("out-of-memory", "There was not enough memory.", Hint: "Give the process more, or fewer --threads.")),
        _ => (ExitCode.Failure, new CommandError("internal", $"{exception.GetType().Name}: {exception.Message}",
            Hint: "This is a fault of Kirana. KIRANA_TRACE=1 shows where it happened; please report it.")),
    };

    // .NET appends the parameter's name, which says nothing to a person.
    private static string WithoutParameter(ArgumentException wrong)
    {
        var message = wrong.Message;
        var end = wrong.ParamName is null ? -1 : message.IndexOf($" (Parameter '{wrong.ParamName}')", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
