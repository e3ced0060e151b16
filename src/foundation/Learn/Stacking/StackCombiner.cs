namespace Kirana.Learn.Stacking;

/// <summary>How the predictions of members become one.</summary>
public enum StackCombiner
{
    /// <summary>For two classes <see cref="Logistic"/>, else <see cref="NonNegative"/>.</summary>
    Automatic,

    /// <summary>A sum with weights from 0 up that least squares finds: of numbers as they come, of probabilities with the sum 1.</summary>
    NonNegative,

    /// <summary>Of two classes: logistic regression on the members' log-odds, with a price for weights that differ from equal ones.</summary>
    Logistic,

    /// <summary>The mean, or a mean with weights that are given.</summary>
    Mean,

    /// <summary>The median, which one member gone astray does not move; of classes divided by the sum.</summary>
    Median,
}
