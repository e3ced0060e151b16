namespace Kirana.Recommend.Popularity;

/// <summary>What makes an item popular.</summary>
public enum PopularityMeasure
{
    /// <summary>How many distinct users dealt with it: one enthusiast counts once.</summary>
    Users,

    /// <summary>The summed weight of its events: repeats count.</summary>
    Weight,
}
