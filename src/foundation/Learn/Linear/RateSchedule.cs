namespace Kirana.Learn.Linear;

/// <summary>How the learning rate η changes with the epoch t = 0, 1, … of T.</summary>
public enum RateSchedule
{
    /// <summary>η always.</summary>
    Constant,

    /// <summary>η / (1 + t·decay).</summary>
    InverseTime,

    /// <summary>η · decayᵗ, for a decay below 1.</summary>
    Exponential,

    /// <summary>η · (1 − t/T): a straight line to 0.</summary>
    Linear,
}
