namespace Kirana.Forecast.Choice;

/// <summary>What an automatic forecast is to make least, and so which number of the many that may come it names.</summary>
public enum PointLoss
{
    /// <summary>The absolute error, which MASE measures: the middle of what may come. Of demand that is seldom that is mostly zero.</summary>
    Absolute,

    /// <summary>The squared error: the mean of what may come, which can be summed over products and steps.</summary>
    Squared,
}
