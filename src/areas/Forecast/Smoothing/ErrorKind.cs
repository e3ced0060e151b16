namespace Kirana.Forecast.Smoothing;

/// <summary>How the error enters an observation.</summary>
public enum ErrorKind
{
    /// <summary>y = f + ε: errors are of one size.</summary>
    Additive,

    /// <summary>y = f (1 + ε): errors grow with what is forecast. Needs a series above zero.</summary>
    Multiplicative,
}
