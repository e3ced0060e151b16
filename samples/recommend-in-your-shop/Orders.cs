namespace YourShop;

/// <summary>The shop's orders, in memory as in many a small shop. The first half year is made up: some customers lay tables, some camp.</summary>
public sealed class Orders
{
    private readonly List<Order> _orders = [];
    private readonly Lock _gate = new();

    public Orders(DateTimeOffset until)
    {
        string[] products = [.. Catalogue.Titles.Keys];
        var half = products.Length / 2;
        for (var day = 180; day > 0; day--)
            for (var visit = 0; visit < 6; visit++)
            {
                // Everybody comes back every few weeks, and has a taste.
                var customer = (day * 37 + visit * 11) % 120;
                for (var line = 0; line < 2; line++)
                    Add($"C{customer:000}", products[(customer % 2 * half) + (customer / 2 + day / 9 + line * 7 + visit) % half], until.AddDays(-day).AddMinutes(visit));
            }
    }

    public Order Add(string customer, string product, DateTimeOffset time)
    {
        lock (_gate)
        {
            var order = new Order($"O{_orders.Count}", time, customer, product, 1);
            _orders.Add(order);
            return order;
        }
    }

    public IReadOnlyList<Order> All()
    {
        lock (_gate)
            return [.. _orders];
    }
}
