namespace Kirana.Forecast.Intermittent;

/// <summary>A learner whose models are those of one method of Croston's family.</summary>
internal interface IRateMethod
{
    /// <summary>The method with its defaults.</summary>
    static abstract RateMethod Usual { get; }
}
