namespace Kirana.Learn.Resampling;

/// <summary>Whether a learner of some depth is too simple or too flexible; the rule is told at <see cref="DepthSweep"/>.</summary>
public enum DepthVerdict
{
    /// <summary>No depth of the sweep is surely better.</summary>
    AboutRight,

    /// <summary>The best depth errs less, above all by its smaller bias: more depth helps.</summary>
    UnderFitting,

    /// <summary>The best depth errs less, above all by its smaller variance: less depth helps.</summary>
    OverFitting,
}
