using System.Runtime.InteropServices;

namespace Kirana.Pipelines.Serving;

/// <summary>An event that came after the snapshot, as far as lists need it.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Weight">How much it says; 0 for an opinion that is no part of histories.</param>
/// <param name="IsVisit">Whether it counts as long as the visit lasts only: a view, not a purchase.</param>
/// <param name="Time">When, UTC microseconds.</param>
/// <param name="Version">The version of the records that holds it first.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LiveEvent(string Item, float Weight, bool IsVisit, long Time, long Version)
{
    /// <summary>How far the user went with the item, if the event is a look; 0 if it is none.</summary>
    public float Stage { get; init; }

    /// <summary>The code of the opinion that the event is; 0 if it is none.</summary>
    public float Opinion { get; init; }
}
