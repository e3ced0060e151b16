namespace YourShop;

/// <summary>Somebody bought something.</summary>
public sealed record Order(string Id, DateTimeOffset Time, string Customer, string Product, int Quantity);
