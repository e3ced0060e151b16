namespace Kirana.Forecast.Hierarchy;

/// <summary>Where the errors of sample paths come from.</summary>
public enum PathErrorKind
{
    /// <summary>Past residuals, of all series at one time together, so that whatever held between series then holds on the paths.</summary>
    Bootstrap,

    /// <summary>Normal numbers with the correlations of the residuals, shrunk as <see cref="CovarianceKind.Shrinkage"/> does.</summary>
    Gaussian,
}
