namespace Kirana.Cli.Invocation;

/// <summary>What the process tells its caller; part of the contract of every command.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command line is wrong: an unknown word, a missing or an unusable value.</summary>
    public const int Usage = 1;

    /// <summary>The data or the settings cannot be used.</summary>
    public const int Data = 2;

    /// <summary>What was named does not exist: a user, an item, a version.</summary>
    public const int Missing = 3;

    /// <summary>A failure inside.</summary>
    public const int Failure = 4;

    /// <summary>Cancelled, as by Ctrl-C (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
