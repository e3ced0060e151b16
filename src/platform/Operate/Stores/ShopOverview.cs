namespace Kirana.Operate.Stores;

/// <summary>A shop in figures. Money is net of returns; fees and vouchers count as money only.</summary>
/// <param name="Events">Events by kind.</param>
/// <param name="First">The oldest event.</param>
/// <param name="Last">The newest event.</param>
/// <param name="Users">Distinct users.</param>
/// <param name="Items">Distinct products sold.</param>
/// <param name="Orders">Distinct sessions with a purchase.</param>
/// <param name="Revenue">Money of purchases less returns, fees and vouchers included.</param>
/// <param name="Fees">The part of <paramref name="Revenue"/> that is fees and vouchers.</param>
/// <param name="Months">Revenue, units and orders by month of the shop's calendar, oldest first.</param>
/// <param name="TopItems">The products that brought most, best first, at most 20.</param>
public sealed record ShopOverview(
    IReadOnlyDictionary<string, long> Events, DateTimeOffset? First, DateTimeOffset? Last, long Users, long Items, long Orders,
    decimal Revenue, decimal Fees, IReadOnlyList<MonthFigures> Months, IReadOnlyList<ItemFigures> TopItems);
