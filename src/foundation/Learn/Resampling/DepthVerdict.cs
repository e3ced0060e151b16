namespace Kirana.Learn.Resampling;

/// <summary>Whether a learner of some depth is too simple or too flexible; the rule is told at <see cref="DepthSweep"/>.</summary>
public enum DepthVerdict
{
    /// <summary>No depth of the sweep is surely better.</summary>
    AboutRight,

    /// <summary>A greater depth errs less: the learner is too simple.</summary>
    UnderFitting,

    /// <summary>A smaller depth errs less: the learner is too flexible.</summary>
    OverFitting,
}
