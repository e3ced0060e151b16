namespace Kirana.Forecast.Intermittent;

/// <summary>A learner whose models are those of one method over buckets.</summary>
internal interface IBucketMethod
{
    /// <summary>The method's name.</summary>
    static abstract string Method { get; }
}
