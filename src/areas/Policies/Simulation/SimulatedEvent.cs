using System.Runtime.InteropServices;

namespace Kirana.Policies.Simulation;

/// <summary>One event of a simulated log, in the words of a shop's records.</summary>
/// <param name="Time">UTC microseconds.</param>
/// <param name="Shopper">The shopper's index.</param>
/// <param name="Item">The item's index.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Visit">Which visit of the shopper, from 0: together they name the list.</param>
/// <param name="Position">The item's place in the list, from 1.</param>
/// <param name="Price">The item's price at the moment.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SimulatedEvent(long Time, int Shopper, int Item, SimulatedEventKind Kind, int Visit, int Position, double Price);
