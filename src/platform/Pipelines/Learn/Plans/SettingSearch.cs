namespace Kirana.Pipelines.Learn.Plans;

/// <summary>How settings are searched for inside each fold.</summary>
public enum SettingSearch
{
    /// <summary>A few settings that often do well are tried, all of them.</summary>
    Listed,

    /// <summary>Points of the options' ranges that chance draws.</summary>
    Random,

    /// <summary>The ends and middles of the ranges, or a random part of their combinations.</summary>
    Grid,

    /// <summary>Points that a Gaussian process of those tried expects most of.</summary>
    Bayesian,

    /// <summary>Many points on few rows, the best of them on more, the last on all.</summary>
    Halving,
}
