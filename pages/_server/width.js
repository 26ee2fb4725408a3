// Tells the server with the first connection whether the window is as narrow as a phone: what it draws first fits then.
// While the page is open, `phone.js` tells it.
document.cookie = `dia_is_phone=${matchMedia("(max-width: 699px)").matches}; Path=/; SameSite=Strict`
