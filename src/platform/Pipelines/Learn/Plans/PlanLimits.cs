namespace Kirana.Pipelines.Learn.Plans;

/// <summary>What a winner must keep to.</summary>
public sealed record PlanLimits
{
    /// <summary>No limits.</summary>
    public static PlanLimits None { get; } = new();

    /// <summary>Microseconds to predict a row, many together on one thread; any by default.</summary>
    public double? MostMicroseconds { get; init; }

    /// <summary>Bytes of the model's file; any by default.</summary>
    public long? MostBytes { get; init; }

    /// <summary>Whether only models that can be read as a whole take part; by default all do.</summary>
    public bool Interpretable { get; init; }
}
