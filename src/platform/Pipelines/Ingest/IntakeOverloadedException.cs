namespace Kirana.Pipelines.Ingest;

/// <summary>More records wait to be stored than the intake holds: nothing of the request was stored. Send it again a little later.</summary>
public sealed class IntakeOverloadedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="waiting">Records that wait.</param>
    public IntakeOverloadedException(long waiting) : base($"{waiting} records wait to be stored; nothing of this request was. Send it again a little later.") =>
        Waiting = waiting;

    /// <summary>Records that waited.</summary>
    public long Waiting { get; }
}
